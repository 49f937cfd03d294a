import { z } from 'zod'
import { CallId, ConsultId, InteractionId, LegId, OfferId, QueueId, UserId, WrapUpId } from './ids.ts'
import { E164, EpochMs } from './scalars.ts'

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

/** Who picked up, as the line judged by what it heard; a fax is a machine too. */
export const AnsweredBy = z.enum(['person', 'machine'])
export type AnsweredBy = z.infer<typeof AnsweredBy>

/** One party on a call, as the line's owner reported it. */
export const Leg = z.strictObject({
  legId: LegId,
  role: LegRole,
  /** whose leg it is; null for everybody outside: customers, and numbers that were dialled */
  userId: UserId.nullable(),
  state: LegState,
  place: LegPlace,
  muted: z.boolean(),
  since: EpochMs,
  /** of a number that was called; null: not judged, or not known */
  answeredBy: AnsweredBy.nullable(),
})
export type Leg = z.infer<typeof Leg>

/** `reconciled`: the provider no longer knew the call and the sweeper closed it. */
export const EndedBy = z.enum(['customer', 'agent', 'queue', 'system', 'reconciled'])
export type EndedBy = z.infer<typeof EndedBy>

/**
 * What the line of a call can do for its agent: a screen offers nothing else. `transfer`: blind and after a consult;
 * `conference`: all three in one conversation.
 */
export const LineControls = z.strictObject({
  hold: z.boolean(),
  mute: z.boolean(),
  keypad: z.boolean(),
  transfer: z.boolean(),
  conference: z.boolean(),
})
export type LineControls = z.infer<typeof LineControls>

/** Whom an agent asks before handing a call over. */
export const ConsultTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('agent'), userId: UserId }),
  z.strictObject({ kind: z.literal('number'), number: E164 }),
])
export type ConsultTarget = z.infer<typeof ConsultTarget>

/** Where a call is sent without asking. */
export const TransferTarget = z.discriminatedUnion('kind', [
  ...ConsultTarget.options,
  z.strictObject({ kind: z.literal('queue'), queueId: QueueId }),
])
export type TransferTarget = z.infer<typeof TransferTarget>

/** Who is consulted. Of a number only the last digits: events hold no personal data, and who dialled has it. */
export const ConsultParty = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('agent'), userId: UserId }),
  z.strictObject({ kind: z.literal('number'), tail: z.string().regex(/^\d{1,4}$/) }),
])
export type ConsultParty = z.infer<typeof ConsultParty>

/**
 * Who hears whom. `ringing`: the customer is parked, the other rings. `talking`: the agent with the other, the
 * customer parked. `aside`: the agent with the customer, the other parked. `merged`: all three.
 */
export const ConsultState = z.enum(['ringing', 'talking', 'aside', 'merged'])
export type ConsultState = z.infer<typeof ConsultState>

/** A consult that is under way. `legId`: null while a consulted agent has not answered. */
export const Consult = z.strictObject({
  consultId: ConsultId,
  to: ConsultParty,
  legId: LegId.nullable(),
  state: ConsultState,
  since: EpochMs,
})
export type Consult = z.infer<typeof Consult>

/**
 * How a consult ended. `left`: the other hung up after talking; `failed`: their line broke or could not be reached;
 * `completed`: the call is theirs. But for the last, the customer is where they were, with the agent.
 */
export const ConsultEnd = z.enum(['canceled', 'declined', 'no_answer', 'busy', 'failed', 'left', 'completed'])
export type ConsultEnd = z.infer<typeof ConsultEnd>

/** A supervisor in somebody's call: heard by nobody, by its agent alone, or by everybody. */
export const MonitorMode = z.enum(['monitor', 'whisper', 'barge'])
export type MonitorMode = z.infer<typeof MonitorMode>

/** `state`: `ringing` until the line has let the supervisor in; from then on `mode` is what the line said. */
export const Monitor = z.strictObject({
  userId: UserId,
  /** the supervisor's: the agent is told whose voice it is */
  name: z.string().max(200),
  mode: MonitorMode,
  state: z.enum(['ringing', 'on']),
  since: EpochMs,
})
export type Monitor = z.infer<typeof Monitor>

/** A person's part in a call: it is theirs, they are asked about it, or they supervise its agent. */
export const CallPart = z.enum(['owner', 'consulted', 'supervisor'])
export type CallPart = z.infer<typeof CallPart>

/**
 * Whether this call is being recorded, as its line says: nothing is `on` or `paused` before the line confirmed it.
 * `starting`, `pausing` and `resuming` are what the line was asked for: while pausing it still records, while resuming
 * it does not yet; `stopping`: it is to end in the middle of the call, and is not begun again in it. `since`: when the
 * line got to where it is.
 */
export const Recording = z.discriminatedUnion('state', [
  z.strictObject({ state: z.enum(['none', 'starting', 'stopped', 'failed']) }),
  z.strictObject({ state: z.enum(['on', 'pausing', 'paused', 'resuming', 'stopping']), since: EpochMs }),
])
export type Recording = z.infer<typeof Recording>

/**
 * The facts of a call that one agent's desk follows. `heldSince` is set while the customer is parked. `userId`: whose
 * desk this is, so that it finds its own leg. `consultEnded`: how the last consult ended, null when there was none
 * or one is under way. `monitor`: the supervisor in it; an agent is told of one who speaks, not of one who listens.
 */
export const CallFacts = z.strictObject({
  callId: CallId,
  interactionId: InteractionId,
  queueId: QueueId,
  direction: z.enum(['inbound', 'outbound']),
  arrivedAt: EpochMs,
  answeredAt: EpochMs.nullable(),
  heldSince: EpochMs.nullable(),
  userId: UserId,
  part: CallPart,
  consult: Consult.nullable(),
  consultEnded: ConsultEnd.nullable(),
  monitor: Monitor.nullable(),
  recording: Recording,
  controls: LineControls,
  legs: z.array(Leg).max(20),
})
export type CallFacts = z.infer<typeof CallFacts>

/** Why it rings: the queue gave the call, another agent hands it over, or another agent asks for advice. */
export const OfferKind = z.enum(['queue', 'transfer', 'consult'])
export type OfferKind = z.infer<typeof OfferKind>

/** One attempt to give a call to one agent. `fromUserId`: who transfers or asks; null for the queue's own. */
export const OfferFacts = z.strictObject({
  offerId: OfferId,
  kind: OfferKind,
  fromUserId: UserId.nullable(),
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
  /** who asked for advice does not need it any more */
  'withdrawn',
  'lease_lost',
  'signed_out',
  'line_failed',
])
export type OfferEnd = z.infer<typeof OfferEnd>

/** How a call that was dialled came to nothing; `own_phone`: the agent's own line did not come up. */
export const Unanswered = z.enum([...TerminationCause.options, 'own_phone'])
export type Unanswered = z.infer<typeof Unanswered>

/**
 * Wrap-up as a row with a due time at central. `talkMs` is answer to end, holds included. `handedOn`: the call went on
 * with somebody else.
 */
export const WrapUpFacts = z.strictObject({
  wrapUpId: WrapUpId,
  callId: CallId,
  interactionId: InteractionId,
  queueId: QueueId,
  startedAt: EpochMs,
  dueAt: EpochMs,
  talkMs: z.int().min(0),
  /** null: somebody was talked to */
  unanswered: Unanswered.nullable(),
  dispositionRequired: z.boolean(),
  extensionsLeft: z.int().min(0),
  extensionMs: z.int().min(0),
  handedOn: z.boolean().default(false),
})
export type WrapUpFacts = z.infer<typeof WrapUpFacts>
