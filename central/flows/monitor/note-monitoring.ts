import type { MonitorRow } from '#central/calls/monitor-rows.ts'
import { appendAudit } from '#central/db/audit-log.ts'
import type { Flow } from '#central/flows/run-flow.ts'
import type { MonitorMode } from '#shared/protocol/call.ts'
import { UserId } from '#shared/protocol/ids.ts'

/** Who listened to whom is written down in the transaction that allows it. */
export function noteMonitoring(
  { tx, now, newId }: Flow,
  about: { action: 'call.monitored' | 'call.taken-over'; monitor: MonitorRow; mode?: MonitorMode },
): Promise<void> {
  const { action, monitor, mode } = about
  return appendAudit(
    tx,
    { clock: { now: () => now }, newId },
    {
      ...{ actorId: UserId.parse(monitor.by_user_id), via: 'link', action, subject: monitor.call_id },
      detail: { agentId: monitor.of_user_id, ...(mode ? { mode } : {}) },
    },
  )
}
