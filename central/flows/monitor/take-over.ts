import { type CallRow, lockCall } from '#central/calls/call-rows.ts'
import { findOpenConsult } from '#central/calls/consult-rows.ts'
import type { Sequence } from '#central/calls/journal.ts'
import { type LegRow, listLegs } from '#central/calls/leg-rows.ts'
import { findMonitor, findMonitorBy, type MonitorRow, updateMonitor } from '#central/calls/monitor-rows.ts'
import { cancelTimer } from '#central/db/timers.ts'
import { endConsult } from '#central/flows/consult/end-consult.ts'
import { giveCall, releaseOwner } from '#central/flows/consult/hand-over.ts'
import { type Flow, type FlowContext, runFlow } from '#central/flows/run-flow.ts'
import { journalSequence, type Step } from '#central/flows/sequence.ts'
import { answerLine, type CallTarget } from '#central/flows/steer-call.ts'
import { findAgentLeg, findCustomerLeg } from '#shared/domain/call/call-legs.ts'
import { readPark } from '#shared/domain/call/park.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import { LegId, UserId } from '#shared/protocol/ids.ts'
import { monitorCall } from './monitor-call.ts'
import { noteMonitoring } from './note-monitoring.ts'
import { tellMonitor } from './tell-monitor.ts'

/**
 * The call is the supervisor's who is in it, and its agent leaves into wrap-up. The supervisor is heard by the customer
 * before the agent is let go: a line that refuses the one leaves everything as it was.
 */
export async function takeOverCall(context: FlowContext, target: CallTarget): Promise<Outcome<null>> {
  const mine = await findMonitorBy(context.db, target.userId)
  if (mine?.call_id !== target.callId) return refuse('call_not_found')
  if (mine.state !== 'on') return refuse('call_wrong_state')
  const barged = await monitorCall(context, { ...target, mode: 'barge' })
  if (!barged.ok) return barged
  const journalled = await runFlow(context, (flow) => journalTakeOver(flow, target))
  if (!journalled.ok) return journalled
  return answerLine(journalled.value, await context.runSequence(journalled.value))
}

async function journalTakeOver(flow: Flow, { userId, callId }: CallTarget): Promise<Outcome<Sequence>> {
  const call = await lockCall(flow.tx, callId)
  const monitor = call && (await findMonitor(flow.tx, callId))
  if (!call || monitor?.by_user_id !== userId) return refuse('call_not_found')
  if (call.ended_by !== null) return refuse('call_ended')
  const legs = await listLegs(flow.tx, [callId])
  const customer = findCustomerLeg(legs)
  const agentLeg = findAgentLeg(legs, call.agent_id)
  if (readPark(call) !== 'talking' || monitor.state !== 'on' || !customer || !agentLeg)
    return refuse('call_wrong_state')
  const consult = await findOpenConsult(flow.tx, callId)
  const apart = consult ? await endConsult(flow, { call, legs, consult }, 'canceled') : []
  await becomeOwner(flow, { call, monitor })
  await noteMonitoring(flow, { action: 'call.taken-over', monitor })
  const back: Step[] = customer.place === 'bridge' ? [] : [{ op: 'bridge', legId: LegId.parse(customer.id) }]
  const leave: Step = { op: 'hang-up', legId: LegId.parse(agentLeg.id), cause: 'normal' }
  const steps = [...back, ...apart, leave]
  return accept(await journalSequence(flow, { provider: call.provider, callId, name: 'hand-on', steps }))
}

/** The supervisor has the call from here on; who had it is in wrap-up. The line follows. */
export async function becomeOwner(
  flow: Flow,
  { call, monitor }: { call: CallRow; monitor: MonitorRow },
): Promise<void> {
  const over = await updateMonitor(flow.tx, monitor, { ended_at: flow.now, outcome: 'took_over' })
  await cancelTimer(flow.tx, 'monitor-away', call.id)
  await tellMonitor(flow, call, monitor, over)
  await releaseOwner(flow, call)
  await giveCall(flow, call, { userId: UserId.parse(monitor.by_user_id), legId: monitor.leg_id })
}

/** The supervisor who talks with the customer already, should the agent's line be lost. */
export async function findSuccessor(flow: Flow, call: CallRow, legs: readonly LegRow[]): Promise<MonitorRow | null> {
  const monitor = await findMonitor(flow.tx, call.id)
  if (monitor?.state !== 'on' || monitor.mode !== 'barge') return null
  return legs.find((leg) => leg.id === monitor.leg_id)?.state === 'up' ? monitor : null
}
