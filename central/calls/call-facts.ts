import type { CallFacts, Leg, LineControls, OfferFacts, WrapUpFacts } from '#shared/protocol/call.ts'
import {
  type CallId,
  type InteractionId,
  type LegId,
  type OfferId,
  QueueId,
  type WrapUpId,
} from '#shared/protocol/ids.ts'
import type { CallRow } from './call-rows.ts'
import type { LegRow } from './leg-rows.ts'
import type { OfferRow } from './offer-rows.ts'
import type { WrapUpRow } from './wrap-up-rows.ts'

export function toLeg(leg: LegRow): Leg {
  return {
    legId: leg.id as LegId,
    role: leg.role,
    state: leg.state,
    place: leg.place,
    muted: leg.muted === 1,
    since: leg.since === 0 ? leg.started_at : leg.since,
  }
}

/** A call as its agent follows it: the customer's leg, and this agent's newest. `controls`: what its line can do. */
export function toCallFacts(call: CallRow, legs: readonly LegRow[], controls: LineControls): CallFacts {
  return {
    callId: call.id as CallId,
    interactionId: call.interaction_id as InteractionId,
    queueId: QueueId.parse(call.queue_id),
    direction: call.direction,
    arrivedAt: call.arrived_at,
    answeredAt: call.answered_at,
    heldSince: call.held_since,
    controls,
    legs: legs.filter((leg) => leg.role === 'customer' || leg.state !== 'ended').map(toLeg),
  }
}

export function toOfferFacts(
  offer: OfferRow | Omit<OfferRow, 'ended_at' | 'outcome' | 'decline_reason'>,
  call: CallRow,
): OfferFacts {
  return {
    offerId: offer.id as OfferId,
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
