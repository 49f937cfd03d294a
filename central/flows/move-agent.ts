import { type Agent, lockAgent, savePosition } from '#central/agents/agent-rows.ts'
import { servesAnyQueue } from '#central/routing/queues.ts'
import { type AgentInput, type AgentPosition, moveAgent, standAside } from '#shared/domain/agent/agent-position.ts'
import type { UserId } from '#shared/protocol/ids.ts'
import { offerNextCall } from './offer-next-call.ts'
import type { Flow } from './run-flow.ts'

/**
 * Moves an agent by one input of the state machine, tells their desk, and offers the next call to whoever became
 * available. Who serves no queue never becomes available, whatever they come from. Null: not allowed where the agent
 * stands, or never signed in. Calls are locked before agents.
 */
export async function moveAgentBy(flow: Flow, userId: UserId, input: AgentInput): Promise<AgentPosition | null> {
  const agent = await lockAgent(flow.tx, userId)
  return agent ? moveLockedAgent(flow, agent, input) : null
}

export async function moveLockedAgent(flow: Flow, agent: Agent, input: AgentInput): Promise<AgentPosition | null> {
  const moved = moveAgent(agent.position, input, flow.now)
  if (!moved || moved === agent.position) return moved
  const isIdle = moved.state.kind === 'available' && !(await servesAnyQueue(flow.tx, agent.userId))
  const after = isIdle ? standAside(moved, flow.now) : moved
  await writePosition(flow, agent, after)
  if (after.state.kind === 'available') {
    // a transaction of its own: calls are locked before agents, and this one holds the agent already
    flow.afterCommit(() => offerNextCall(flow.context, { userId: agent.userId }))
  }
  return after
}

/** Taken out of their last queue while they waited for a call: at the desk from now on, and told. */
export async function standAsideUnserving(flow: Writing, userId: UserId): Promise<void> {
  const agent = await lockAgent(flow.tx, userId)
  if (agent?.position.state.kind !== 'available' || (await servesAnyQueue(flow.tx, userId))) return
  await writePosition(flow, agent, standAside(agent.position, flow.now))
}

type Writing = Pick<Flow, 'tx' | 'now' | 'emit'>

async function writePosition(flow: Writing, agent: Agent, after: AgentPosition): Promise<void> {
  const before = agent.position
  await savePosition(flow.tx, agent, after)
  if (after.state !== before.state || after.next !== before.next) {
    await flow.emit(agent.userId, { type: 'agent.state-changed', state: after.state, next: after.next })
  }
}
