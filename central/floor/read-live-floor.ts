import type { Executor } from '#central/db/executor.ts'
import { ConsultState, Monitor } from '#shared/protocol/call.ts'
import { CallId, QueueId, UserId } from '#shared/protocol/ids.ts'
import type { FloorCall } from '#shared/protocol/view/live-floor.ts'

/** The calls that agents talk on now, longest first. `canListen`: whether the line of this name lets supervisors in. */
export async function readLiveCalls(db: Executor, canListen: (line: string) => boolean): Promise<FloorCall[]> {
  const rows = await db
    .selectFrom('call')
    .leftJoin('consult', (join) => join.onRef('consult.call_id', '=', 'call.id').on('consult.ended_at', 'is', null))
    .leftJoin('monitor', (join) => join.onRef('monitor.call_id', '=', 'call.id').on('monitor.ended_at', 'is', null))
    .select(['call.id', 'call.queue_id', 'call.agent_id', 'call.provider', 'call.answered_at', 'call.held_since'])
    .select(['consult.state as consult', 'monitor.by_user_id', 'monitor.by_name', 'monitor.mode'])
    .select(['monitor.state as monitor_state', 'monitor.since as monitor_since'])
    .where('call.state', '=', 'connected')
    .orderBy('call.answered_at')
    .orderBy('call.id')
    .execute()
  return rows.flatMap((row) => {
    if (row.queue_id === null || row.agent_id === null || row.answered_at === null) return []
    const monitor = { userId: row.by_user_id, name: row.by_name, mode: row.mode, state: row.monitor_state }
    return {
      ...{ callId: CallId.parse(row.id), queueId: QueueId.parse(row.queue_id), agentId: UserId.parse(row.agent_id) },
      ...{ answeredAt: row.answered_at, heldSince: row.held_since },
      consult: row.consult === null ? null : ConsultState.parse(row.consult),
      monitor: row.by_user_id === null ? null : Monitor.parse({ ...monitor, since: row.monitor_since }),
      listen: canListen(row.provider),
    }
  })
}
