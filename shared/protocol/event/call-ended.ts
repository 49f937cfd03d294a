import { z } from 'zod'
import { EndedBy, TerminationCause } from '../call.ts'
import { CallId } from '../ids.ts'
import { EpochMs } from '../scalars.ts'

export const CallEnded = z.strictObject({
  type: z.literal('call.ended'),
  callId: CallId,
  endedAt: EpochMs,
  cause: TerminationCause,
  endedBy: EndedBy,
})
