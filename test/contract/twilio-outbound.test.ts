import { describeOutbound } from './outbound.contract.ts'
import { openTwilioFloor } from './twilio-floor.ts'

describeOutbound('Twilio', openTwilioFloor)
