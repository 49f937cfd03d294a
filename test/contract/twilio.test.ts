import { describeTelephonyAdapter } from './telephony-adapter.contract.ts'
import { openTwilioFloor } from './twilio-floor.ts'

describeTelephonyAdapter('Twilio', openTwilioFloor)
