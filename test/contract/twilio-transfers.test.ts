import { describeTransfers } from './transfer.contract.ts'
import { openTwilioFloor } from './twilio-floor.ts'

describeTransfers('Twilio', openTwilioFloor)
