type LegLike = { id: string; role: string; user_id: string | null; state: string; place: string; started_at: number }

/** The customer's leg: a call has one from its first ring. */
export function findCustomerLeg<L extends LegLike>(legs: readonly L[]): L | undefined {
  return legs.find((leg) => leg.role === 'customer')
}

/** The leg of the agent who has the call now: the newest, for a line that dropped may have been dialled again. */
export function findAgentLeg<L extends LegLike>(legs: readonly L[], agentId: string | null): L | undefined {
  if (agentId === null) return undefined
  return legs
    .filter((leg) => leg.role === 'agent' && leg.user_id === agentId)
    .reduce<L | undefined>((newest, leg) => (newest && newest.started_at > leg.started_at ? newest : leg), undefined)
}

/** In the bridge and up: this party can hear and be heard. */
export function isTalking(leg: LegLike | undefined): boolean {
  return leg !== undefined && leg.state === 'up' && leg.place === 'bridge'
}
