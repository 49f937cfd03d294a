import { z } from 'zod'
import { CallId, OfferId, WrapUpId } from './ids.ts'
import { EpochMs } from './scalars.ts'

/**
 * Reasons that rules set. The first three follow from how it began and what rang, `after_call` follows a call,
 * `window_closed` is said by a desk that nobody looks at, `phone_down` by a console that is the telephone and has no
 * sound or connection.
 */
export const ruleReasons = ['signed_in', 'no_answer', 'declined', 'after_call', 'window_closed', 'phone_down'] as const

/** Why an agent is not ready: by a rule, or chosen by the agent. */
export const NotReadyReason = z.enum([...ruleReasons, 'break', 'lunch', 'meeting', 'training', 'paperwork'])
export type NotReadyReason = z.infer<typeof NotReadyReason>

/** What an agent may ask for in the state menu. */
export const RequestedState = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('available') }),
  z.strictObject({ kind: z.literal('not_ready'), reason: NotReadyReason }),
  z.strictObject({ kind: z.literal('offline') }),
])
export type RequestedState = z.infer<typeof RequestedState>

/** An agent's state as central holds it; `since` is central's clock. */
export const AgentState = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('offline'), since: EpochMs }),
  z.strictObject({ kind: z.literal('available'), since: EpochMs }),
  z.strictObject({ kind: z.literal('offered'), since: EpochMs, offerId: OfferId }),
  z.strictObject({ kind: z.literal('on_call'), since: EpochMs, callId: CallId }),
  z.strictObject({ kind: z.literal('wrap_up'), since: EpochMs, wrapUpId: WrapUpId }),
  z.strictObject({ kind: z.literal('not_ready'), since: EpochMs, reason: NotReadyReason }),
  z.strictObject({ kind: z.literal('unreachable'), since: EpochMs }),
])
export type AgentState = z.infer<typeof AgentState>

export const Role = z.enum(['agent', 'supervisor', 'campaign_manager', 'admin'])
export type Role = z.infer<typeof Role>
