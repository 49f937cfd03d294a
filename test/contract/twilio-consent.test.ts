import { describeConsent } from './consent.contract.ts'
import { openTwilioFloor } from './twilio-floor.ts'

describeConsent('Twilio', openTwilioFloor)
