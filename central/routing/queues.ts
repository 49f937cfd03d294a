import type { Selectable } from 'kysely'
import type { Executor } from '#central/db/executor.ts'
import type { Database } from '#central/db/schema.ts'
import type { UserId } from '#shared/protocol/ids.ts'

export type QueueRow = Selectable<Database['queue']>

/** The queue a dialled number reaches; null when the number or its queue is not in service. */
export async function findQueueByNumber(db: Executor, number: string): Promise<QueueRow | null> {
  const row = await db
    .selectFrom('queue_number')
    .innerJoin('queue', 'queue.id', 'queue_number.queue_id')
    .selectAll('queue')
    .where('queue_number.number', '=', number)
    .where('queue.disabled', '=', 0)
    .executeTakeFirst()
  return row ?? null
}

export async function readQueue(db: Executor, queueId: string): Promise<QueueRow> {
  return db.selectFrom('queue').selectAll().where('id', '=', queueId).executeTakeFirstOrThrow()
}

/** The queues an agent serves. */
export async function listQueueIds(db: Executor, userId: UserId): Promise<string[]> {
  const rows = await db.selectFrom('queue_member').select('queue_id').where('user_id', '=', userId).execute()
  return rows.map((row) => row.queue_id)
}

/** Whether anybody who could ever take a call of this queue is at work: signed in, whatever they do now. */
export async function isStaffed(db: Executor, queueId: string): Promise<boolean> {
  const row = await db
    .selectFrom('queue_member')
    .innerJoin('agent', 'agent.user_id', 'queue_member.user_id')
    .select('agent.user_id')
    .where('queue_member.queue_id', '=', queueId)
    .where('agent.state', 'not in', ['offline', 'unreachable'])
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
