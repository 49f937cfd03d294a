import { z } from 'zod'
import { CallId, InteractionId, LegId, OfferId, QueueId, WrapUpId } from './ids.ts'
import { EpochMs } from './scalars.ts'

export const LegRole = z.enum(['customer', 'agent', 'target', 'supervisor'])
export type LegRole = z.infer<typeof LegRole>

/** How a leg ended, technically. Never a business outcome (that is a disposition). */
export const TerminationCause = z.enum([
  'normal',
  'busy',
  'no_answer',
  'rejected',
  'canceled',
  'unreachable',
  'congestion',
  'media_lost',
  'vendor_lost',
  'failed',
])
export type TerminationCause = z.infer<typeof TerminationCause>

export const LegState = z.enum(['dialing', 'ringing', 'up', 'ended'])
export type LegState = z.infer<typeof LegState>
/** Where a leg's audio is: in the call's bridge, parked with music, or only listening. */
export const LegPlace = z.enum(['bridge', 'parked', 'listening'])
export type LegPlace = z.infer<typeof LegPlace>

/** One party on a call, as the line's owner reported it. */
export const Leg = z.strictObject({
  legId: LegId,
  role: LegRole,
  state: LegState,
  place: LegPlace,
  muted: z.boolean(),
  since: EpochMs,
})
export type Leg = z.infer<typeof Leg>

/** `reconciled`: the provider no longer knew the call and the sweeper closed it. */
export const EndedBy = z.enum(['customer', 'agent', 'queue', 'system', 'reconciled'])
export type EndedBy = z.infer<typeof EndedBy>

/** What the line of a call can do for its agent: a screen offers nothing else. */
export const LineControls = z.strictObject({ hold: z.boolean(), mute: z.boolean() })
export type LineControls = z.infer<typeof LineControls>

/** The facts of a call that one agent's desk follows. `heldSince` is set while the customer is parked. */
export const CallFacts = z.strictObject({
  callId: CallId,
  interactionId: InteractionId,
  queueId: QueueId,
  direction: z.enum(['inbound', 'outbound']),
  arrivedAt: EpochMs,
  answeredAt: EpochMs.nullable(),
  heldSince: EpochMs.nullable(),
  controls: LineControls,
  legs: z.array(Leg).max(20),
})
export type CallFacts = z.infer<typeof CallFacts>

/** One attempt to give a call to one agent. */
export const OfferFacts = z.strictObject({
  offerId: OfferId,
  callId: CallId,
  interactionId: InteractionId,
  queueId: QueueId,
  arrivedAt: EpochMs,
  offeredAt: EpochMs,
  expiresAt: EpochMs,
})
export type OfferFacts = z.infer<typeof OfferFacts>

export const OfferEnd = z.enum([
  'answered',
  'declined',
  'expired',
  'caller_gone',
  'lease_lost',
  'signed_out',
  'line_failed',
])
export type OfferEnd = z.infer<typeof OfferEnd>

/** Wrap-up as a row with a due time at central. `talkMs` is answer to end, holds included. */
export const WrapUpFacts = z.strictObject({
  wrapUpId: WrapUpId,
  callId: CallId,
  interactionId: InteractionId,
  queueId: QueueId,
  startedAt: EpochMs,
  dueAt: EpochMs,
  talkMs: z.int().min(0),
  dispositionRequired: z.boolean(),
  extensionsLeft: z.int().min(0),
  extensionMs: z.int().min(0),
})
export type WrapUpFacts = z.infer<typeof WrapUpFacts>
