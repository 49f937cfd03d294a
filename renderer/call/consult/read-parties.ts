import type { CallFacts } from '#shared/protocol/call.ts'

/** What one party of a consult is doing, and since when. */
export type PartyPlace = { state: 'talking' | 'held' | 'ringing'; since: number }
export type Parties = {
  customer: PartyPlace
  /** for who owns the call the one who is asked; for who is asked its owner */
  other: PartyPlace
}

/**
 * Who talks and who waits while somebody is asked, as this agent's screen lists them. Null outside a consult.
 * `aside`: the owner is with the customer, who is asked waits.
 */
export function readParties(call: CallFacts): Parties | null {
  const { consult, part, heldSince } = call
  if (consult === null) return part === 'consulted' ? readAsked(call) : null
  const { state, since } = consult
  const customer: PartyPlace =
    state === 'ringing' || state === 'talking'
      ? { state: 'held', since: heldSince ?? since }
      : { state: 'talking', since }
  if (part === 'consulted') return { customer, other: { state: 'talking', since } }
  const other: PartyPlace =
    state === 'ringing' ? { state, since } : { state: state === 'aside' ? 'held' : 'talking', since }
  return { customer, other }
}

/** The consult's own facts are not here yet: the owner asked, so the customer waits. */
function readAsked({ heldSince, answeredAt, arrivedAt }: CallFacts): Parties {
  const since = answeredAt ?? arrivedAt
  return { customer: { state: 'held', since: heldSince ?? since }, other: { state: 'talking', since } }
}
