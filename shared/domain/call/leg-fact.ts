import type { TerminationCause } from '#shared/protocol/call.ts'

/** What is known of a leg. `since` orders its facts: the sender's time of the newest one that was applied. */
export type LegStanding = {
  state: 'dialing' | 'ringing' | 'up' | 'ended'
  place: 'bridge' | 'parked' | 'listening'
  muted: boolean
  since: number
  cause: TerminationCause | null
}

export type LegFact =
  | { type: 'leg'; at: number; state: 'dialing' | 'ringing' | 'up'; place: LegStanding['place']; muted: boolean }
  | { type: 'leg-ended'; at: number; cause: TerminationCause }

const progress = { dialing: 0, ringing: 1, up: 2, ended: 3 } as const

/**
 * The leg after one fact. Facts come late, twice and in any order: a leg only ever moves forward
 * (dialing → ringing → up → ended, steps may be missing), ended never reopens, and place and mute are taken from
 * the fact the sender made last. A fact that confirms what is known still counts as the newest: an older one that
 * comes after it must not undo it.
 */
export function applyLegFact(leg: LegStanding, fact: LegFact): LegStanding {
  if (leg.state === 'ended') return leg
  if (fact.type === 'leg-ended')
    return { ...leg, state: 'ended', since: Math.max(leg.since, fact.at), cause: fact.cause }
  const state = progress[fact.state] > progress[leg.state] ? fact.state : leg.state
  const isNewest = fact.at >= leg.since
  const place = isNewest ? fact.place : leg.place
  const muted = isNewest ? fact.muted : leg.muted
  return { ...leg, state, place, muted, since: Math.max(leg.since, fact.at) }
}

/** Whether two standings look the same from outside; when they were told does not show. */
export function isSameStanding(a: LegStanding, b: LegStanding): boolean {
  return a.state === b.state && a.place === b.place && a.muted === b.muted
}
