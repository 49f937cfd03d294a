import type { CallRow } from '#central/calls/call-rows.ts'
import { type MonitorRow, toMonitor } from '#central/calls/monitor-rows.ts'
import type { Flow } from '#central/flows/run-flow.ts'
import { isAgentTold } from '#shared/domain/call/monitor.ts'
import { CallId, UserId } from '#shared/protocol/ids.ts'

/**
 * Tells the supervisor how they stand in the call; its agent only of one who speaks, and when such a one falls silent
 * or goes: who only listens leaves no trace in the agent's log.
 */
export async function tellMonitor(flow: Flow, call: CallRow, before: MonitorRow, after: MonitorRow): Promise<void> {
  const type = 'call.monitor-changed' as const
  const callId = CallId.parse(call.id)
  const monitor = toMonitor(after)
  if (monitor) await flow.emit(monitor.userId, { type, callId, monitor })
  if (!isAgentTold(toMonitor(before)) && !isAgentTold(monitor)) return
  const told = isAgentTold(monitor) ? monitor : null
  await flow.emit(UserId.parse(after.of_user_id), { type, callId, monitor: told })
}
