import type { AgentState, RequestedState } from '#shared/protocol/agent-state.ts'
import type {
  CallFacts,
  Consult,
  ConsultEnd,
  Leg,
  Monitor,
  OfferEnd,
  OfferFacts,
  Recording,
  WrapUpFacts,
} from '#shared/protocol/call.ts'
import type { CallId, OfferId, WrapUpId } from '#shared/protocol/ids.ts'
import type { Snapshot, SnapshotCall } from '#shared/protocol/snapshot.ts'
import type { RingPicture } from '#shared/protocol/view/ring.ts'
import { EMPTY_PICTURE, readPictureCustomer } from './ring-picture.ts'

/** True once every leg has ended. The call stays until its wrap-up has taken over its picture. */
export function isCallOver({ call }: SnapshotCall): boolean {
  return call.legs.length > 0 && call.legs.every((leg) => leg.state === 'ended')
}

export function changeState(projection: Snapshot, state: AgentState, next: RequestedState | null): Snapshot {
  const busyWithCall = state.kind === 'on_call' || state.kind === 'wrap_up'
  const offer = busyWithCall || state.kind === 'offered' ? projection.offer : null
  const calls = busyWithCall ? projection.calls : projection.calls.filter((entry) => !isCallOver(entry))
  return { ...projection, state, next, offer, calls }
}

/** An offer without its picture was already over when central sent it: it is not shown. */
export function addOffer(projection: Snapshot, facts: OfferFacts, ring: RingPicture | undefined): Snapshot {
  return { ...projection, offer: ring ? { facts, picture: ring } : null }
}

export function endOffer(projection: Snapshot, offerId: OfferId, reason: OfferEnd): Snapshot {
  const offer = projection.offer
  if (!offer || offer.facts.offerId !== offerId) return projection
  // An answered offer hands its picture to the call, whichever of the two events comes first.
  const waitsForCall = reason === 'answered' && !findCall(projection, offer.facts.callId)
  return waitsForCall ? projection : { ...projection, offer: null }
}

export function answerCall(projection: Snapshot, call: CallFacts, ring: RingPicture | undefined): Snapshot {
  const offer = projection.offer?.facts.callId === call.callId ? projection.offer : null
  const known = findCall(projection, call.callId)
  const picture = ring ?? known?.picture ?? offer?.picture ?? EMPTY_PICTURE
  const entry: SnapshotCall = { call, customerId: known?.customerId ?? readPictureCustomer(picture), picture }
  const others = projection.calls.filter((other) => other.call.callId !== call.callId)
  return { ...projection, calls: [...others, entry], offer: offer ? null : projection.offer }
}

export function changeLeg(
  projection: Snapshot,
  change: { callId: CallId; leg: Leg; answeredAt: number | null; heldSince: number | null },
): Snapshot {
  return mapCall(projection, change.callId, (call) => ({
    ...call,
    answeredAt: change.answeredAt,
    heldSince: change.heldSince,
    legs: call.legs.some((leg) => leg.legId === change.leg.legId)
      ? call.legs.map((leg) => (leg.legId === change.leg.legId ? change.leg : leg))
      : [...call.legs, change.leg],
  }))
}

export function changeConsult(
  projection: Snapshot,
  change: { callId: CallId; consult: Consult | null; ended: ConsultEnd | null },
): Snapshot {
  const { callId, consult, ended } = change
  return mapCall(projection, callId, (call) => ({ ...call, consult, consultEnded: ended }))
}

/** A supervisor whom this desk is told of no more is not seen on the line either. */
export function changeMonitor(projection: Snapshot, callId: CallId, monitor: Monitor | null): Snapshot {
  return mapCall(projection, callId, (call) => {
    const legs = monitor === null ? call.legs.filter((leg) => leg.role !== 'supervisor') : call.legs
    return { ...call, monitor, legs }
  })
}

export function changeRecording(projection: Snapshot, callId: CallId, recording: Recording): Snapshot {
  return mapCall(projection, callId, (call) => ({ ...call, recording }))
}

/** The call goes on without this agent. What was theirs waits for its wrap-up; what was not leaves the desk. */
export function leaveCall(projection: Snapshot, callId: CallId, why: 'transferred' | 'released'): Snapshot {
  if (why === 'transferred') return endCall(projection, callId)
  return { ...projection, calls: projection.calls.filter((other) => other.call.callId !== callId) }
}

export function endCall(projection: Snapshot, callId: CallId): Snapshot {
  const entry = findCall(projection, callId)
  const offer = projection.offer?.facts.callId === callId ? null : projection.offer
  const wrapped = projection.wrapUps.some((wrapUp) => wrapUp.facts.callId === callId)
  const wrapUpMayFollow = projection.state.kind === 'on_call' || projection.state.kind === 'wrap_up'
  const leavesDesk = wrapped || !wrapUpMayFollow || !entry || entry.call.legs.length === 0
  if (leavesDesk) {
    return { ...projection, offer, calls: projection.calls.filter((other) => other.call.callId !== callId) }
  }
  return mapCall({ ...projection, offer }, callId, (call) => ({
    ...call,
    heldSince: null,
    consult: null,
    monitor: null,
    legs: call.legs.map((leg) => ({ ...leg, state: 'ended' })),
  }))
}

export function startWrapUp(projection: Snapshot, facts: WrapUpFacts, ring: RingPicture | undefined): Snapshot {
  const entry = findCall(projection, facts.callId)
  const picture = entry?.picture ?? ring ?? null
  const wrapUp = { facts, customerId: entry?.customerId ?? readPictureCustomer(picture), picture }
  return {
    ...projection,
    calls: projection.calls.filter((other) => other.call.callId !== facts.callId || !isCallOver(other)),
    wrapUps: [...projection.wrapUps.filter((other) => other.facts.wrapUpId !== facts.wrapUpId), wrapUp],
  }
}

export function extendWrapUp(projection: Snapshot, id: WrapUpId, dueAt: number, extensionsLeft: number): Snapshot {
  const wrapUps = projection.wrapUps.map((wrapUp) =>
    wrapUp.facts.wrapUpId === id ? { ...wrapUp, facts: { ...wrapUp.facts, dueAt, extensionsLeft } } : wrapUp,
  )
  return { ...projection, wrapUps }
}

export function finishWrapUp(projection: Snapshot, id: WrapUpId): Snapshot {
  return { ...projection, wrapUps: projection.wrapUps.filter((wrapUp) => wrapUp.facts.wrapUpId !== id) }
}

function findCall(projection: Snapshot, callId: CallId): SnapshotCall | undefined {
  return projection.calls.find((entry) => entry.call.callId === callId)
}

function mapCall(projection: Snapshot, callId: CallId, change: (call: CallFacts) => CallFacts): Snapshot {
  const calls = projection.calls.map((entry) =>
    entry.call.callId === callId ? { ...entry, call: change(entry.call) } : entry,
  )
  return { ...projection, calls }
}
