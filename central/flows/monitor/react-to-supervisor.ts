import { toLegChanged } from '#central/calls/call-facts.ts'
import type { CallRow } from '#central/calls/call-rows.ts'
import type { LegRow } from '#central/calls/leg-rows.ts'
import { findMonitor, type MonitorRow, toMonitor, updateMonitor } from '#central/calls/monitor-rows.ts'
import { hangUp } from '#central/flows/away/away.ts'
import type { Flow } from '#central/flows/run-flow.ts'
import { type Step, startSequence } from '#central/flows/sequence.ts'
import { findAgentLeg } from '#shared/domain/call/call-legs.ts'
import { isAgentTold, readMonitorMode } from '#shared/domain/call/monitor.ts'
import { LegId, UserId } from '#shared/protocol/ids.ts'
import { dropMonitor } from './end-monitor.ts'
import { missMonitor } from './monitor-away.ts'
import { tellMonitor } from './tell-monitor.ts'

/** What follows from a supervisor's leg that moved: let in when it is up; how it is heard is what the line says. */
export async function reactToSupervisor(
  flow: Flow,
  { call, legs, moved }: { call: CallRow; legs: readonly LegRow[]; moved: LegRow },
): Promise<void> {
  const monitor = await findMonitor(flow.tx, call.id)
  if (monitor?.leg_id !== moved.id) {
    // of a leg that was replaced the desk still wants to hear that it is gone
    if (moved.state !== 'ended') return hangUpLate(flow, call, moved)
    if (monitor && monitor.by_user_id === moved.user_id) await tellSupervisor(flow, call, moved, monitor)
    return
  }
  if (moved.state === 'ended') {
    if (moved.up_at === null) return dropMonitor(flow, call, 'failed')
    return missMonitor(flow, call, monitor, moved)
  }
  const mode = readMonitorMode({ ...moved, muted: moved.muted === 1 })
  const isIn = mode !== null && (monitor.state === 'on' || mode === monitor.mode)
  if (moved.state === 'up' && !isIn && monitor.state === 'ringing') await letIn(flow, call, legs, monitor)
  const after = isIn ? await settle(flow, monitor, mode) : monitor
  if (after !== monitor) await tellMonitor(flow, call, monitor, after)
  await tellLeg(flow, call, moved, after)
}

/** They were to be gone before they had come. */
async function hangUpLate(flow: Flow, call: CallRow, leg: LegRow): Promise<void> {
  if (leg.state !== 'up') return
  await startSequence(flow, { provider: call.provider, callId: call.id, name: 'rearrange', steps: [hangUp(leg)] })
}

async function letIn(flow: Flow, call: CallRow, legs: readonly LegRow[], monitor: MonitorRow): Promise<void> {
  const agentLeg = findAgentLeg(legs, call.agent_id)
  if (!agentLeg) return
  const { leg_id: aboutLegId, mode } = monitor
  const steps: Step[] = [{ op: 'listen', legId: LegId.parse(aboutLegId), to: LegId.parse(agentLeg.id), mode }]
  await startSequence(flow, { provider: call.provider, callId: call.id, name: 'monitor', steps, aboutLegId })
}

function settle(flow: Flow, monitor: MonitorRow, mode: MonitorRow['mode']): Promise<MonitorRow> | MonitorRow {
  if (monitor.state === 'on' && monitor.mode === mode) return monitor
  return updateMonitor(flow.tx, monitor, { state: 'on', mode, since: flow.now })
}

async function tellLeg(flow: Flow, call: CallRow, moved: LegRow, monitor: MonitorRow): Promise<void> {
  await tellSupervisor(flow, call, moved, monitor)
  if (isAgentTold(toMonitor(monitor))) await flow.emit(UserId.parse(monitor.of_user_id), toLegChanged(call, moved))
}

function tellSupervisor(flow: Flow, call: CallRow, moved: LegRow, { by_user_id: userId }: MonitorRow): Promise<void> {
  return flow.emit(UserId.parse(userId), toLegChanged(call, moved))
}
