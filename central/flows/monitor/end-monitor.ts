import { type CallRow, lockCall } from '#central/calls/call-rows.ts'
import { type LegRow, listLegs } from '#central/calls/leg-rows.ts'
import {
  findMonitor,
  findMonitorBy,
  type MonitorEnd,
  type MonitorRow,
  updateMonitor,
} from '#central/calls/monitor-rows.ts'
import { cancelTimer } from '#central/db/timers.ts'
import { hangUp } from '#central/flows/away/away.ts'
import { moveAgentBy } from '#central/flows/move-agent.ts'
import { type Flow, type FlowContext, runFlow } from '#central/flows/run-flow.ts'
import { type Step, startSequence } from '#central/flows/sequence.ts'
import type { CallTarget } from '#central/flows/steer-call.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import { CallId, UserId } from '#shared/protocol/ids.ts'
import { tellMonitor } from './tell-monitor.ts'

type Supervised = { call: CallRow; legs: readonly LegRow[]; monitor: MonitorRow }

/** The supervisor is in the call no more and back where they were. Answers what the line has to do for it. */
export async function endMonitor(
  flow: Flow,
  { call, legs, monitor }: Supervised,
  outcome: Exclude<MonitorEnd, 'took_over'>,
): Promise<Step[]> {
  await tellMonitor(flow, call, monitor, await updateMonitor(flow.tx, monitor, { ended_at: flow.now, outcome }))
  const userId = UserId.parse(monitor.by_user_id)
  await flow.emit(userId, { type: 'call.left', callId: CallId.parse(call.id), at: flow.now, why: 'released' })
  await moveAgentBy(flow, userId, { type: 'call-left', wrapUpId: null })
  await cancelTimer(flow.tx, 'monitor-away', call.id)
  return listMonitorLegs(legs, monitor).map(hangUp)
}

/** The supervisor's legs that still stand: two while a console that came back is dialled. */
export function listMonitorLegs(legs: readonly LegRow[], { by_user_id: userId }: MonitorRow): LegRow[] {
  return legs.filter((leg) => leg.role === 'supervisor' && leg.user_id === userId && leg.state !== 'ended')
}

/** Whoever supervises this call, held by this transaction, leaves it, on the line too. Nobody does: fine. */
export async function dropMonitor(flow: Flow, call: CallRow, outcome: Exclude<MonitorEnd, 'took_over'>): Promise<void> {
  const monitor = await findMonitor(flow.tx, call.id)
  if (!monitor) return
  const legs = await listLegs(flow.tx, [call.id])
  const steps = await endMonitor(flow, { call, legs, monitor }, outcome)
  await startSequence(flow, { provider: call.provider, callId: call.id, name: 'rearrange', steps })
}

/** Who only listens, or whispers, leaves with the agent's telephone; who talks with the customer stays. */
export async function dropListener(flow: Flow, call: CallRow): Promise<void> {
  const monitor = await findMonitor(flow.tx, call.id)
  if (monitor && (monitor.state !== 'on' || monitor.mode !== 'barge')) await dropMonitor(flow, call, 'agent_gone')
}

/** The supervisor leaves: their line ends, the call goes on as it was. */
export function stopMonitor(context: FlowContext, { userId, callId }: CallTarget): Promise<Outcome<null>> {
  return runFlow(context, async (flow) => {
    const call = await lockCall(flow.tx, callId)
    const monitor = call && (await findMonitor(flow.tx, callId))
    if (!call || monitor?.by_user_id !== userId) return refuse('call_not_found')
    await dropMonitor(flow, call, 'stopped')
    return accept(null)
  })
}

/** Nobody sees any more that somebody listens: their desk is gone, and they leave the call with it. */
export async function leaveWithDesk(flow: Flow, userId: UserId): Promise<void> {
  const monitor = await findMonitorBy(flow.tx, userId)
  const call = monitor && (await lockCall(flow.tx, monitor.call_id))
  if (call) await dropMonitor(flow, call, 'desk_gone')
}

/** The line could not bring the supervisor in. `legId`: whom it dialled; somebody who came since then stays. */
export async function failMonitor(context: FlowContext, callId: string, legId: string | null): Promise<void> {
  await runFlow(context, async (flow) => {
    const call = await lockCall(flow.tx, callId)
    const monitor = call && (await findMonitor(flow.tx, callId))
    if (call && monitor?.state === 'ringing' && monitor.leg_id === legId) await dropMonitor(flow, call, 'failed')
  })
}
