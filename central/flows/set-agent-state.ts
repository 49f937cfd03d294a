import { lockAgent } from '#central/agents/agent-rows.ts'
import { findOpenOfferOfAgent } from '#central/calls/offer-rows.ts'
import type { RequestedState } from '#shared/protocol/agent-state.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import type { UserId } from '#shared/protocol/ids.ts'
import { endFruitlessly } from './end-offer.ts'
import { moveAgentBy, moveLockedAgent } from './move-agent.ts'
import { type FlowContext, runFlow } from './run-flow.ts'

/** Reasons that only a rule gives. */
const ruleReasons: ReadonlySet<string> = new Set(['signed_in', 'no_answer', 'declined'])

/**
 * What the agent, or a supervisor for them, asks for in the state menu. In a call it is kept for afterwards, null
 * takes it back. `state_not_allowed` where the agent cannot have it now.
 */
export function setAgentState(
  context: FlowContext,
  userId: UserId,
  state: RequestedState | null,
): Promise<Outcome<null>> {
  return runFlow(context, async (flow) => {
    if (state?.kind === 'not_ready' && ruleReasons.has(state.reason)) return refuse('state_not_allowed')
    const moved = await moveAgentBy(flow, userId, { type: 'asked', state })
    return moved ? accept(null) : refuse('state_not_allowed')
  })
}

/**
 * Ends the agent's day on this desk: offline, no lease. In a call or wrap-up it is refused with `call_wrong_state`
 * unless the agent has asked to be offline afterwards; an open offer goes back in line.
 */
export function signOutDesk(context: FlowContext, { userId }: { userId: UserId }): Promise<Outcome<null>> {
  return runFlow(context, async (flow) => {
    const offer = await findOpenOfferOfAgent(flow.tx, userId)
    if (offer) await endFruitlessly(flow, offer, { outcome: 'signed_out', declineReason: null })
    const agent = await lockAgent(flow.tx, userId)
    if (!agent || agent.position.next?.kind === 'offline') return accept(null)
    const moved = await moveLockedAgent(flow, agent, { type: 'signed-out' })
    return moved ? accept(null) : refuse('call_wrong_state')
  })
}
