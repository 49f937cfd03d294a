import type { CallFacts, Leg, LineControls, OfferFacts, WrapUpFacts } from '#shared/protocol/call.ts'
import {
  type CallId,
  type InteractionId,
  type LegId,
  type OfferId,
  QueueId,
  UserId,
  type WrapUpId,
} from '#shared/protocol/ids.ts'
import type { CallRow } from './call-rows.ts'
import { type ConsultRow, toConsult, toConsultEnd } from './consult-rows.ts'
import type { LegRow } from './leg-rows.ts'
import type { OfferRow } from './offer-rows.ts'
import type { WrapUpRow } from './wrap-up-rows.ts'

function toLeg(leg: LegRow): Leg {
  return {
    legId: leg.id as LegId,
    role: leg.role,
    userId: leg.user_id === null ? null : UserId.parse(leg.user_id),
    state: leg.state,
    place: leg.place,
    muted: leg.muted === 1,
    since: leg.since === 0 ? leg.started_at : leg.since,
  }
}

/** Whose desk a call is told to, what its line can do, and the newest consult on it. */
type Seen = { userId: UserId; controls: LineControls; consult: ConsultRow | null }

/** A call as one agent follows it: theirs, or one they are asked about. */
export function toCallFacts(call: CallRow, legs: readonly LegRow[], { userId, controls, consult }: Seen): CallFacts {
  return {
    callId: call.id as CallId,
    interactionId: call.interaction_id as InteractionId,
    queueId: QueueId.parse(call.queue_id),
    direction: call.direction,
    arrivedAt: call.arrived_at,
    answeredAt: call.answered_at,
    heldSince: call.held_since,
    userId,
    part: call.agent_id === userId ? 'owner' : 'consulted',
    consult: toConsult(consult),
    consultEnded: toConsultEnd(consult),
    controls,
    legs: legs.filter((leg) => isShown(call, leg)).map(toLeg),
  }
}

/** A leg that moved, as a desk is told of it. */
export function toLegChanged(call: CallRow, leg: LegRow) {
  return {
    ...{ type: 'leg.changed' as const, callId: call.id as CallId, leg: toLeg(leg) },
    ...{ answeredAt: call.answered_at, heldSince: call.held_since },
  }
}

/** The customer's, and of those who are there the agent's whose call it is and whoever is asked. */
function isShown(call: CallRow, leg: LegRow): boolean {
  if (leg.role === 'customer') return true
  return leg.state !== 'ended' && (leg.role !== 'agent' || leg.user_id === call.agent_id)
}

export function toOfferFacts(
  offer: Omit<OfferRow, 'ended_at' | 'outcome' | 'decline_reason'>,
  call: CallRow,
): OfferFacts {
  return {
    offerId: offer.id as OfferId,
    kind: offer.kind,
    fromUserId: offer.from_user_id === null ? null : UserId.parse(offer.from_user_id),
    callId: call.id as CallId,
    interactionId: call.interaction_id as InteractionId,
    queueId: QueueId.parse(call.queue_id),
    arrivedAt: call.arrived_at,
    offeredAt: offer.offered_at,
    expiresAt: offer.expires_at,
  }
}

export function toWrapUpFacts(
  wrapUp: WrapUpRow,
  queue: { disposition_required: number; wrap_up_extension_ms: number },
): WrapUpFacts {
  return {
    wrapUpId: wrapUp.id as WrapUpId,
    callId: wrapUp.call_id as CallId,
    interactionId: wrapUp.interaction_id as InteractionId,
    queueId: wrapUp.queue_id as QueueId,
    startedAt: wrapUp.started_at,
    dueAt: wrapUp.due_at,
    talkMs: wrapUp.talk_ms,
    dispositionRequired: queue.disposition_required === 1,
    extensionsLeft: wrapUp.extensions_left,
    extensionMs: queue.wrap_up_extension_ms,
  }
}
