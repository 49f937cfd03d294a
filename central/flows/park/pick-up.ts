import { type Agent, lockAgent } from '#central/agents/agent-rows.ts'
import { toCallFacts } from '#central/calls/call-facts.ts'
import { agentStates, type CallRow, findCall, lockCall, updateCall } from '#central/calls/call-rows.ts'
import { insertLeg, listLegs } from '#central/calls/leg-rows.ts'
import { findRecordingOfCall } from '#central/calls/recording-rows.ts'
import { listOpenWrapUps, type WrapUpRow } from '#central/calls/wrap-up-rows.ts'
import type { Executor } from '#central/db/executor.ts'
import { dialAgent } from '#central/flows/dial-agent.ts'
import { stopWrapUp } from '#central/flows/finish-wrap-up.ts'
import { readLineControls } from '#central/flows/line-controls.ts'
import { moveAgentBy } from '#central/flows/move-agent.ts'
import { type Flow, type FlowContext, runFlow } from '#central/flows/run-flow.ts'
import type { CallTarget } from '#central/flows/steer-call.ts'
import { assignInteraction } from '#central/interactions/assign-interaction.ts'
import { listQueueIds } from '#central/routing/queues.ts'
import { movePark, readPark } from '#shared/domain/call/park.ts'
import { scopeOf } from '#shared/domain/rights.ts'
import { Role } from '#shared/protocol/agent-state.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import { CallId, InteractionId, LegId, type UserId } from '#shared/protocol/ids.ts'

/**
 * A parked call is this agent's from here on, and their line is dialled. `park_gone` when somebody was quicker or its
 * time is over, `call_not_found` to who does not serve its queue, `state_not_allowed` to who has something else in
 * hand; who parked it may still be writing it up, and goes on talking instead. A second click is what the first was.
 */
export function pickUpCall(context: FlowContext, { userId, callId }: CallTarget): Promise<Outcome<null>> {
  return runFlow(context, async (flow) => {
    const seen = await findCall(flow.tx, callId)
    // not even held for who has nothing to do with it
    if (!seen || (seen.agent_id !== userId && !(await mayPickUp(flow.tx, seen, userId))))
      return refuse('call_not_found')
    const call = await lockCall(flow.tx, callId)
    if (!call) return refuse('call_not_found')
    if (call.state === 'ended' || call.ended_by !== null) return refuse('call_ended')
    if (call.agent_id === userId && agentStates.includes(call.state)) return accept(null)
    const state = readPark(call)
    const stay = { parkedAt: call.parked_at, now: flow.now }
    if (state === null || movePark(state, 'pick_up', stay) === null) return refuse('park_gone')
    const agent = await lockAgent(flow.tx, userId)
    if (!agent) return refuse('state_not_allowed')
    const wrapUp = await findOwnWrapUp(flow.tx, agent, callId)
    const { kind } = agent.position.state
    if (kind !== 'available' && kind !== 'not_ready' && !wrapUp) return refuse('state_not_allowed')
    // nothing of it is over: it is written up when they have talked to the end
    if (wrapUp) await stopWrapUp(flow, wrapUp, 'system')
    await take(flow, call, userId)
    return accept(null)
  })
}

/** Who parked it, who serves its queue, and who supervises. */
async function mayPickUp(tx: Executor, call: CallRow, userId: UserId): Promise<boolean> {
  if (call.parked_by === userId) return true
  const person = await tx.selectFrom('user').select('role').where('id', '=', userId).executeTakeFirst()
  const scope = person ? scopeOf(Role.parse(person.role), 'call.pick-up') : null
  if (scope === null) return false
  return scope === 'all' || (call.queue_id !== null && (await listQueueIds(tx, userId)).includes(call.queue_id))
}

/** The wrap-up in which this agent is, when it is of this very call. */
async function findOwnWrapUp(tx: Executor, { userId, position }: Agent, callId: string): Promise<WrapUpRow | null> {
  const { state } = position
  if (state.kind !== 'wrap_up') return null
  const open = await listOpenWrapUps(tx, userId)
  return open.find((one) => one.id === state.wrapUpId && one.call_id === callId) ?? null
}

async function take(flow: Flow, call: CallRow, userId: UserId): Promise<void> {
  const { tx, now } = flow
  const taken = await updateCall(tx, call, { state: 'connecting', agent_id: userId })
  const legId = LegId.parse(flow.newId())
  const leg = { id: legId, call_id: call.id, role: 'agent' as const, user_id: userId, vendor_id: null }
  await insertLeg(tx, { ...leg, state: 'dialing', place: 'parked', now })
  await assignInteraction(tx, { id: InteractionId.parse(call.interaction_id), userId })
  const facts = toCallFacts(taken, await listLegs(tx, [call.id]), {
    ...{ userId, controls: readLineControls(flow.context.lines, call.provider), consult: null, monitor: null },
    recording: await findRecordingOfCall(tx, call.id),
  })
  await flow.emit(userId, { type: 'call.answered', call: facts })
  await moveAgentBy(flow, userId, { type: 'picked-up', callId: CallId.parse(call.id) })
  await dialAgent(flow, taken, { legId, userId })
}
