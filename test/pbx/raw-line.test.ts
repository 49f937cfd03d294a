import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openSipPeer, type PeerCall, type SipPeer } from './sip-peer.ts'
import { findPbxLack, type Pbx, startPbx } from './start-pbx.ts'
import { voice, waitToHear } from './wait-to-hear.ts'

const lack = await findPbxLack()
if (lack !== null) console.warn(`skipped: ${lack}`)

describe.skipIf(lack !== null)('a real Asterisk that no central listens to', () => {
  let peer: SipPeer
  let pbx: Pbx
  beforeAll(async () => {
    peer = await openSipPeer()
    pbx = await startPbx({ peerPort: peer.port })
    peer.connect(pbx.sipPort)
  })
  afterAll(async () => {
    await pbx?.stop()
    await peer?.close()
  })

  const waitFor = (call: PeerCall, state: PeerCall['state']) =>
    vi.waitFor(() => expect(call.state).toBe(state), { timeout: 10_000 })

  it('answers a caller and plays music', async () => {
    const call = peer.call('+15550100', '+15550199')
    await waitFor(call, 'up')
    peer.speak(call, voice.customer)
    await waitToHear(peer, call, 'music')
    peer.hangUp(call)
    await waitFor(call, 'over')
  })
})
