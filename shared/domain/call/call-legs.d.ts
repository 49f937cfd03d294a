type LegLike = {
  id: string
  role: string
  user_id: string | null
  state: string
  place: string
  started_at: number
}
/** The customer's leg: a call has one from its first ring. */
export declare function findCustomerLeg<L extends LegLike>(legs: readonly L[]): L | undefined
/** The leg of the agent who has the call now: the newest, for a line that dropped may have been dialled again. */
export declare function findAgentLeg<L extends LegLike>(legs: readonly L[], agentId: string | null): L | undefined
/** In the bridge and up: this party can hear and be heard. */
export declare function isTalking(leg: LegLike | undefined): boolean
