import { describeMonitoring } from './monitor.contract.ts'
import { openTwilioFloor } from './twilio-floor.ts'

describeMonitoring('Twilio', openTwilioFloor)
