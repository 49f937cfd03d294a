import { afterAll, beforeAll, describe } from 'vitest'
import { openSipPeer, type SipPeer } from '#test/pbx/sip-peer.ts'
import { findPbxLack, type Pbx, startPbx } from '#test/pbx/start-pbx.ts'
import { openAsteriskLine } from './asterisk-bare-line.ts'
import { openAsteriskFloor } from './asterisk-floor.ts'
import { describeComebacks } from './comeback.contract.ts'
import { describeConsent } from './consent.contract.ts'
import { describeMonitoring } from './monitor.contract.ts'
import { describeOutbound } from './outbound.contract.ts'
import { describeParking } from './park.contract.ts'
import { describeRecording } from './recording.contract.ts'
import { describeTelephonyAdapter } from './telephony-adapter.contract.ts'
import { describeThirdParty } from './third-party.contract.ts'
import { describeTransfers } from './transfer.contract.ts'
import { describeVoicemail } from './voicemail.contract.ts'

const lack = await findPbxLack()
if (lack !== null) console.warn(`skipped: ${lack}`)

describe.skipIf(lack !== null)('on a real Asterisk', () => {
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
  describeTelephonyAdapter('Asterisk', (db) => openAsteriskFloor(db, { pbx, peer }), { voicemail: false })
  describeTransfers('Asterisk', (db) => openAsteriskFloor(db, { pbx, peer }))
  describeParking('Asterisk', (db) => openAsteriskFloor(db, { pbx, peer }))
  describeMonitoring('Asterisk', (db) => openAsteriskFloor(db, { pbx, peer }))
  describeOutbound('Asterisk', (db) => openAsteriskFloor(db, { pbx, peer }))
  describeComebacks('Asterisk', (db) => openAsteriskFloor(db, { pbx, peer }))
  describeRecording('Asterisk', (db) => openAsteriskFloor(db, { pbx, peer }))
  describeVoicemail('Asterisk', (db) => openAsteriskFloor(db, { pbx, peer }))
  describeConsent('Asterisk', (db) => openAsteriskFloor(db, { pbx, peer }))
  describeThirdParty('Asterisk', () => openAsteriskLine({ pbx, peer }))
})
