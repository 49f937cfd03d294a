import { describeOnPbx } from '#test/pbx/describe-on-pbx.ts'
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

await describeOnPbx('on a real Asterisk', (world) => {
  describeTelephonyAdapter('Asterisk', (db) => openAsteriskFloor(db, world()))
  describeTransfers('Asterisk', (db) => openAsteriskFloor(db, world()))
  describeParking('Asterisk', (db) => openAsteriskFloor(db, world()))
  describeMonitoring('Asterisk', (db) => openAsteriskFloor(db, world()))
  describeOutbound('Asterisk', (db) => openAsteriskFloor(db, world()))
  describeComebacks('Asterisk', (db) => openAsteriskFloor(db, world()))
  describeRecording('Asterisk', (db) => openAsteriskFloor(db, world()))
  describeVoicemail('Asterisk', (db) => openAsteriskFloor(db, world()))
  describeConsent('Asterisk', (db) => openAsteriskFloor(db, world()))
  describeThirdParty('Asterisk', () => openAsteriskLine(world()))
})
