import { toLegChanged } from '#central/calls/call-facts.ts'
import type { CallRow } from '#central/calls/call-rows.ts'
import type { LegRow } from '#central/calls/leg-rows.ts'
import { findMonitor, type MonitorRow, toMonitor, updateMonitor } from '#central/calls/monitor-rows.ts'
import type { Flow } from '#central/flows/run-flow.ts'
import { type Step, startSequence } from '#central/flows/sequence.ts'
import { findAgentLeg } from '#shared/domain/call/call-legs.ts'
import { isAgentTold, readMonitorMode } from '#shared/domain/call/monitor.ts'
import { LegId, UserId } from '#shared/protocol/ids.ts'
import { dropMonitor } from './end-monitor.ts'
import { tellMonitor } from './tell-monitor.ts'

/** What follows from a supervisor's leg that moved: let in when it is up; how it is heard is what the line says. */
export async function reactToSupervisor(
  flow: Flow,
  { call, legs, moved }: { call: CallRow; legs: readonly LegRow[]; moved: LegRow },
): Promise<void> {
  const monitor = await findMonitor(flow.tx, call.id)
  if (monitor?.leg_id !== moved.id) return hangUpLate(flow, call, moved)
  if (moved.state === 'ended') return dropMonitor(flow, call, moved.up_at === null ? 'failed' : 'left')
  const mode = readMonitorMode({ ...moved, muted: moved.muted === 1 })
  const isIn = mode !== null && (monitor.state === 'on' || mode === monitor.mode)
  if (moved.state === 'up' && !isIn && monitor.state === 'ringing') await letIn(flow, call, legs, monitor)
  const after = isIn ? await settle(flow, monitor, mode) : monitor
  if (after !== monitor) await tellMonitor(flow, call, monitor, after)
  await tellLeg(flow, call, moved, after)
}

/** They were to be gone before they had come. */
async function hangUpLate(flow: Flow, call: CallRow, { id, state }: LegRow): Promise<void> {
  if (state !== 'up') return
  const steps: Step[] = [{ op: 'hang-up', legId: LegId.parse(id), cause: 'normal' }]
  await startSequence(flow, { provider: call.provider, callId: call.id, name: 'rearrange', steps })
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
  const event = toLegChanged(call, moved)
  await flow.emit(UserId.parse(monitor.by_user_id), event)
  if (isAgentTold(toMonitor(monitor))) await flow.emit(UserId.parse(monitor.of_user_id), event)
}
