import { describeParking } from './park.contract.ts'
import { openTwilioFloor } from './twilio-floor.ts'

describeParking('Twilio', openTwilioFloor)
