import { z } from 'zod'
import { InteractionId, WrapUpId } from '../ids.ts'

/** `timeout`: time ran out; the draft stays on the desk and a task reminds the agent of it. */
export const WrapUpFinished = z.strictObject({
  type: z.literal('wrap-up.finished'),
  wrapUpId: WrapUpId,
  interactionId: InteractionId,
  by: z.enum(['agent', 'timeout', 'system']),
})
