import { sql } from 'kysely'
import type { Executor } from '#central/db/executor.ts'
import { QueueId, TaskId, type UserId } from '#shared/protocol/ids.ts'
import { MOST_VOICEMAILS, type Voicemail } from '#shared/protocol/view/floor.ts'

/** What callers have said and nobody has taken on yet, the oldest first, so many a queue. */
export async function readVoicemails(db: Executor): Promise<Voicemail[]> {
  const rows = await db
    .selectFrom('task')
    .leftJoin('customer', 'customer.id', 'task.customer_id')
    .leftJoin('recording', 'recording.id', 'task.recording_id')
    .select(['task.id', 'task.queue_id', 'task.phone', 'task.created_at'])
    .select(['customer.name as customer_name', 'recording.duration_ms'])
    // spelled out: bound values would keep it from using the index of these
    .where(sql<boolean>`task.kind = 'voicemail' and task.status = 'open' and task.assignee_id is null`)
    .orderBy('task.created_at')
    .orderBy('task.id')
    .limit(MOST_READ)
    .execute()
  return rows.flatMap((row) =>
    row.queue_id === null
      ? []
      : {
          ...{ taskId: TaskId.parse(row.id), queueId: QueueId.parse(row.queue_id), customerName: row.customer_name },
          ...{ phone: row.phone, leftAt: row.created_at, durationMs: row.duration_ms },
        },
  )
}

/** Of all queues together; one person is shown `MOST_VOICEMAILS` of theirs. */
const MOST_READ = 40 * MOST_VOICEMAILS

/** A message and whose it is now; null: there is no such. */
export async function findVoicemail(
  db: Executor,
  taskId: TaskId,
): Promise<{ queueId: string | null; assigneeId: string | null } | null> {
  const row = await db
    .selectFrom('task')
    .select(['queue_id', 'assignee_id'])
    .where('id', '=', taskId)
    .where('kind', '=', 'voicemail')
    .executeTakeFirst()
  return row ? { queueId: row.queue_id, assigneeId: row.assignee_id } : null
}

/** Gives a message that is nobody's yet to this person; false: a colleague was quicker, or it is done. */
export async function assignVoicemail(tx: Executor, taskId: TaskId, userId: UserId): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('task')
    .set({ assignee_id: userId })
    .where('id', '=', taskId)
    .where('kind', '=', 'voicemail')
    .where('status', '=', 'open')
    .where('assignee_id', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
