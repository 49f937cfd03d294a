import { describeRecording } from './recording.contract.ts'
import { openTwilioFloor } from './twilio-floor.ts'

describeRecording('Twilio', openTwilioFloor)
