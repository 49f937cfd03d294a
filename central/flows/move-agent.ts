import { type Agent, lockAgent, savePosition } from '#central/agents/agent-rows.ts'
import { type AgentInput, type AgentPosition, moveAgent } from '#shared/domain/agent/agent-position.ts'
import type { UserId } from '#shared/protocol/ids.ts'
import { offerNextCall } from './offer-next-call.ts'
import type { Flow } from './run-flow.ts'

/**
 * Moves an agent by one input of the state machine, tells their desk, and offers the next call to whoever became
 * available. Null: not allowed where the agent stands, or never signed in. Calls are locked before agents.
 */
export async function moveAgentBy(flow: Flow, userId: UserId, input: AgentInput): Promise<AgentPosition | null> {
  const agent = await lockAgent(flow.tx, userId)
  return agent ? moveLockedAgent(flow, agent, input) : null
}

export async function moveLockedAgent(flow: Flow, agent: Agent, input: AgentInput): Promise<AgentPosition | null> {
  const before = agent.position
  const after = moveAgent(before, input, flow.now)
  if (!after || after === before) return after
  await savePosition(flow.tx, agent, after)
  if (after.state !== before.state || after.next !== before.next) {
    await flow.emit(agent.userId, { type: 'agent.state-changed', state: after.state, next: after.next })
  }
  if (after.state.kind === 'available') {
    // a transaction of its own: calls are locked before agents, and this one holds the agent already
    flow.afterCommit(() => offerNextCall(flow.context, { userId: agent.userId }))
  }
  return after
}
