import type { Leg } from '#shared/protocol/call.ts'
import type { Snapshot, SnapshotCall } from '#shared/protocol/snapshot.ts'
import { isCallOver } from './apply-call-facts.ts'

/** What the call column shows. A live call wins over an open offer, an offer over wrap-up. */
export type DeskPhase = 'idle' | 'ringing' | 'connecting' | 'live' | 'held' | 'wrap_up'

/** The call the agent is on, if any; a call whose legs have all ended no longer counts. */
export function findActiveCall(projection: Snapshot): SnapshotCall | null {
  return projection.calls.findLast((entry) => !isCallOver(entry)) ?? null
}

/**
 * The call whose conversation is at hand: the active one, else one whose lines are down while its end is on the way.
 * Between the two nothing on the screen may be taken away, least of all a note that is being typed.
 */
export function findCallAtHand(projection: Snapshot): SnapshotCall | null {
  const active = findActiveCall(projection)
  if (active !== null || projection.offer !== null || projection.wrapUps.length > 0) return active
  return projection.calls.at(-1) ?? null
}

/** Whether this desk's own telephone belongs to a conversation: as its owner's, a supervisor's, or of who is asked. */
export function isInConversation({ call }: SnapshotCall): boolean {
  return call.answeredAt !== null
}

/** The wrap-up that asks for attention first: the one due soonest. */
export function findActiveWrapUp(projection: Snapshot): Snapshot['wrapUps'][number] | null {
  return projection.wrapUps.reduce<Snapshot['wrapUps'][number] | null>(
    (soonest, entry) => (soonest && soonest.facts.dueAt <= entry.facts.dueAt ? soonest : entry),
    null,
  )
}

function findAgentLeg({ call }: SnapshotCall): Leg | null {
  return call.legs.findLast((leg) => leg.userId === call.userId && leg.state !== 'ended') ?? null
}

function isUp(leg: Leg | null): boolean {
  return leg?.state === 'up'
}

export function isMuted(entry: SnapshotCall): boolean {
  return findAgentLeg(entry)?.muted ?? false
}

/** `connecting`: the agent said yes, but is not yet speaking with the customer. */
export function readPhase(projection: Snapshot): DeskPhase {
  const active = findActiveCall(projection)
  if (active) {
    // who is asked about a call or supervises it is in it as soon as their own line is up, whatever its customer hears
    if (active.call.part !== 'owner') return isUp(findAgentLeg(active)) ? 'live' : 'connecting'
    if (active.call.heldSince !== null) return 'held'
    return active.call.answeredAt === null ? 'connecting' : 'live'
  }
  if (projection.offer) return 'ringing'
  return projection.wrapUps.length > 0 ? 'wrap_up' : 'idle'
}
