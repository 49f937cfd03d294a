import { agentStates, type CallRow, lockCall, updateCall } from '#central/calls/call-rows.ts'
import { type LegRow, listLegs } from '#central/calls/leg-rows.ts'
import { cancelTimer } from '#central/db/timers.ts'
import { readQueue } from '#central/routing/queues.ts'
import { findAgentLeg } from '#shared/domain/call/call-legs.ts'
import { readPark } from '#shared/domain/call/park.ts'
import { TerminationCause } from '#shared/protocol/call.ts'
import { CallId, LegId, UserId } from '#shared/protocol/ids.ts'
import { takenBack } from './consult/hand-over.ts'
import { dropMonitor } from './monitor/end-monitor.ts'
import { moveAgentBy } from './move-agent.ts'
import { putBack } from './park/put-back.ts'
import { type Flow, type FlowContext, runFlow } from './run-flow.ts'
import { startSequence } from './sequence.ts'
import { backInLine, FIRST_IN_LINE } from './wait-in-line.ts'

/**
 * Puts a call whose agent's line failed back first in line, the agent to not ready. `agentLegId` names the attempt
 * that failed: a call that has moved on since then is left alone.
 */
export async function returnToQueue(context: FlowContext, callId: string, agentLegId: string | null): Promise<void> {
  await runFlow(context, async (flow) => {
    const call = await lockCall(flow.tx, callId)
    if (!call || call.agent_id === null || call.ended_by !== null || !agentStates.includes(call.state)) return
    const agentLeg = findAgentLeg(await listLegs(flow.tx, [callId]), call.agent_id)
    if (agentLeg?.id !== agentLegId || !agentLeg || call.queue_id === null) return
    await dropMonitor(flow, call, 'agent_gone')
    await takeFromAgent(flow, call, agentLeg)
    if (readPark(call) === 'picking') return putBack(flow, call, 'failed')
    const change = { state: 'queued' as const, agent_id: null, queue_position_at: FIRST_IN_LINE }
    // who talked was answered, also if they hang up while they wait for the next agent
    const returned = await updateCall(flow.tx, call, { ...takenBack(call), ...change })
    await backInLine(flow, returned, await readQueue(flow.tx, call.queue_id))
  })
}

async function takeFromAgent(flow: Flow, call: CallRow, agentLeg: LegRow): Promise<void> {
  const userId = UserId.parse(call.agent_id)
  const cause = agentLeg.cause === null ? 'no_answer' : TerminationCause.parse(agentLeg.cause)
  await cancelTimer(flow.tx, 'join', call.id)
  // on this agent's desk the call is over, though its customer hears music and waits for the next one
  const callId = CallId.parse(call.id)
  await flow.emit(userId, { type: 'call.ended', callId, endedAt: flow.now, cause, endedBy: 'system' })
  await moveAgentBy(flow, userId, { type: 'line-failed' })
  if (agentLeg.state === 'ended') return
  await startSequence(flow, {
    provider: call.provider,
    callId: call.id,
    name: 'hang-up',
    steps: [{ op: 'hang-up', legId: LegId.parse(agentLeg.id), cause: 'canceled' }],
  })
}
