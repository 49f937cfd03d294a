import { isAgentTold } from '#shared/domain/call/monitor.ts'
import {
  type CallFacts,
  type CallPart,
  type Leg,
  type LineControls,
  type Monitor,
  type OfferFacts,
  Unanswered,
  type WrapUpFacts,
} from '#shared/protocol/call.ts'
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
import { type MonitorRow, toMonitor } from './monitor-rows.ts'
import type { OfferRow } from './offer-rows.ts'
import { type RecordingRow, toRecording } from './recording-rows.ts'
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
    answeredBy: leg.answered_by,
  }
}

/** Whose desk a call is told to, what its line can do, the newest consult on it, the supervisor in it, its recording. */
type Seen = {
  userId: UserId
  controls: LineControls
  consult: ConsultRow | null
  monitor: MonitorRow | null
  recording: RecordingRow | null
}

/** A call as one person follows it: theirs, or one they are asked about or supervise. */
export function toCallFacts(call: CallRow, legs: readonly LegRow[], seen: Seen): CallFacts {
  const { userId, controls, consult, monitor, recording } = seen
  const told = toToldMonitor(monitor, userId)
  return {
    callId: call.id as CallId,
    interactionId: call.interaction_id as InteractionId,
    queueId: QueueId.parse(call.queue_id),
    direction: call.direction,
    arrivedAt: call.arrived_at,
    answeredAt: call.answered_at,
    heldSince: call.held_since,
    userId,
    part: readPart(call, userId, told),
    consult: toConsult(consult),
    consultEnded: toConsultEnd(consult),
    monitor: told,
    recording: toRecording(recording),
    controls,
    legs: legs.filter((leg) => isShown(call, leg) && (leg.role !== 'supervisor' || told !== null)).map(toLeg),
  }
}

/** A leg that moved, as a desk is told of it. */
export function toLegChanged(call: CallRow, leg: LegRow) {
  return {
    ...{ type: 'leg.changed' as const, callId: call.id as CallId, leg: toLeg(leg) },
    ...{ answeredAt: call.answered_at, heldSince: call.held_since },
  }
}

/** What one person is told of the supervisor in a call: they themselves everything, its agent whoever speaks. */
function toToldMonitor(row: MonitorRow | null, userId: UserId): Monitor | null {
  const monitor = toMonitor(row)
  if (monitor?.userId === userId) return monitor
  return row?.of_user_id === userId && isAgentTold(monitor) ? monitor : null
}

function readPart(call: CallRow, userId: UserId, monitor: Monitor | null): CallPart {
  if (call.agent_id === userId) return 'owner'
  return monitor?.userId === userId ? 'supervisor' : 'consulted'
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
  handedOn: boolean,
): WrapUpFacts {
  return {
    wrapUpId: wrapUp.id as WrapUpId,
    callId: wrapUp.call_id as CallId,
    interactionId: wrapUp.interaction_id as InteractionId,
    queueId: wrapUp.queue_id as QueueId,
    startedAt: wrapUp.started_at,
    dueAt: wrapUp.due_at,
    talkMs: wrapUp.talk_ms,
    unanswered: wrapUp.unanswered === null ? null : Unanswered.parse(wrapUp.unanswered),
    dispositionRequired: queue.disposition_required === 1,
    extensionsLeft: wrapUp.extensions_left,
    extensionMs: queue.wrap_up_extension_ms,
    handedOn,
  }
}
