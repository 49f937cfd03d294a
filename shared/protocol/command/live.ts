import { z } from 'zod'
import { RequestedState } from '../agent-state.ts'
import { CallId, OfferId, WrapUpId } from '../ids.ts'

export const DeclineReason = z.enum(['busy', 'wrong_skill', 'technical', 'personal'])

/** Steers a call or the agent's state. Needs the link now, is never queued; its acknowledgement is not the change. */
export const LiveCommand = z.discriminatedUnion('type', [
  /** During a call the state is kept as `next`. `null` cancels a kept one. */
  z.strictObject({ type: z.literal('agent.set-state'), state: RequestedState.nullable() }),
  z.strictObject({ type: z.literal('call.answer'), offerId: OfferId }),
  z.strictObject({ type: z.literal('call.decline'), offerId: OfferId, reason: DeclineReason }),
  z.strictObject({ type: z.literal('call.hold'), callId: CallId }),
  z.strictObject({ type: z.literal('call.resume'), callId: CallId }),
  z.strictObject({ type: z.literal('call.mute'), callId: CallId }),
  z.strictObject({ type: z.literal('call.unmute'), callId: CallId }),
  z.strictObject({ type: z.literal('call.hang-up'), callId: CallId }),
  z.strictObject({ type: z.literal('wrap-up.extend'), wrapUpId: WrapUpId }),
])
export type LiveCommand = z.infer<typeof LiveCommand>
export type LiveCommandType = LiveCommand['type']
