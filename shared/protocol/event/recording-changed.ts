import { z } from 'zod'
import { Recording } from '../call.ts'
import { CallId } from '../ids.ts'

/** The recording of a call moved, or was asked to; the whole of it as it is now. */
export const RecordingChanged = z.strictObject({
  type: z.literal('call.recording-changed'),
  callId: CallId,
  recording: Recording,
})
