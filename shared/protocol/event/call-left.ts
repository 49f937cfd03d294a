import { z } from 'zod'
import { CallId } from '../ids.ts'
import { EpochMs } from '../scalars.ts'

/**
 * The call goes on without this agent. `transferred`: it was theirs and somebody else has it now; their wrap-up follows.
 * `released`: they were asked for advice or supervised its agent, and nothing follows.
 */
export const CallLeft = z.strictObject({
  type: z.literal('call.left'),
  callId: CallId,
  at: EpochMs,
  why: z.enum(['transferred', 'released']),
})
