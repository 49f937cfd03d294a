import { findOpenOfferOfAgent } from '#central/calls/offer-rows.ts'
import { servesAnyQueue } from '#central/routing/queues.ts'
import type { RequestedState } from '#shared/protocol/agent-state.ts'
import { accept, type ErrorCode, type Outcome, refuse } from '#shared/protocol/error.ts'
import type { UserId } from '#shared/protocol/ids.ts'
import { endFruitlessly } from './end-offer.ts'
import { moveAgentBy } from './move-agent.ts'
import { type Flow, type FlowContext, runFlow } from './run-flow.ts'

/** Reasons that only a rule gives. */
const ruleReasons: ReadonlySet<string> = new Set(['signed_in', 'no_answer', 'declined'])
const atTheDesk = 'signed_in'

/**
 * What the agent, or a supervisor for them, asks for in the state menu. In a call it is kept for afterwards, null
 * takes it back. Offline ends the day on this desk: at once when nothing is in hand, and an open offer goes back in
 * line. `state_not_allowed` where the agent cannot have it now. Who serves no queue waits for no call: available is
 * refused with `serves_no_queue`, and back from a break they are at the desk, not ready, as after the log-in.
 */
export function setAgentState(
  context: FlowContext,
  userId: UserId,
  state: RequestedState | null,
): Promise<Outcome<null>> {
  return runFlow(context, async (flow) => {
    const refused = await refuseForQueues(flow, userId, state)
    if (refused) return refuse(refused)
    if (state?.kind === 'offline' && (await giveOfferBack(flow, userId))) return accept(null)
    const moved = await moveAgentBy(flow, userId, { type: 'asked', state })
    return moved ? accept(null) : refuse('state_not_allowed')
  })
}

async function refuseForQueues(flow: Flow, userId: UserId, state: RequestedState | null): Promise<ErrorCode | null> {
  if (state?.kind === 'available') return (await servesAnyQueue(flow.tx, userId)) ? null : 'serves_no_queue'
  if (state?.kind !== 'not_ready' || !ruleReasons.has(state.reason)) return null
  const mayHave = state.reason === atTheDesk && !(await servesAnyQueue(flow.tx, userId))
  return mayHave ? null : 'state_not_allowed'
}

/** Who leaves while it rings is offline with the offer's end. False: nothing rings. */
async function giveOfferBack(flow: Flow, userId: UserId): Promise<boolean> {
  const offer = await findOpenOfferOfAgent(flow.tx, userId)
  return offer !== null && endFruitlessly(flow, offer, { outcome: 'signed_out', declineReason: null })
}
