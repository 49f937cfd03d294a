import { openTwilioFloor } from './twilio-floor.ts'
import { describeVoicemail } from './voicemail.contract.ts'

describeVoicemail('Twilio', openTwilioFloor)
