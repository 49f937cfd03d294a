import { afterAll, beforeAll, describe } from 'vitest'
import { openSipPeer, type SipPeer } from './sip-peer.ts'
import { findPbxLack, type Pbx, startPbx } from './start-pbx.ts'

export type World = { pbx: Pbx; peer: SipPeer }

/** Tests on a real Asterisk of their own; where none can be put up they are skipped, which is said. */
export async function describeOnPbx(name: string, tests: (world: () => World) => void): Promise<void> {
  const lack = await findPbxLack()
  if (lack !== null) console.warn(`skipped: ${lack}`)
  describe.skipIf(lack !== null)(name, () => {
    let world: World | null = null
    let peer: SipPeer | null = null
    beforeAll(async () => {
      peer = await openSipPeer()
      const pbx = await startPbx({ peerPort: peer.port })
      peer.connect(pbx.sipPort)
      world = { pbx, peer }
    })
    afterAll(async () => {
      await world?.pbx.stop()
      await peer?.close()
    })
    tests(() => {
      if (!world) throw new Error('Asterisk is not up')
      return world
    })
  })
}
