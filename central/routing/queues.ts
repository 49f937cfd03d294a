import type { Selectable } from 'kysely'
import type { Executor } from '#central/db/executor.ts'
import { prepareQuery } from '#central/db/prepare-query.ts'
import type { Database } from '#central/db/schema.ts'
import type { UserId } from '#shared/protocol/ids.ts'

export type QueueRow = Selectable<Database['queue']>

/** The queue a dialled number reaches; null when the number or its queue is not in service. */
export async function findQueueByNumber(db: Executor, number: string): Promise<QueueRow | null> {
  const [row] = await selectByNumber(db, { number })
  return row ?? null
}

const selectByNumber = prepareQuery((db, slot: { number: string }) =>
  db
    .selectFrom('queue_number')
    .innerJoin('queue', 'queue.id', 'queue_number.queue_id')
    .selectAll('queue')
    .where('queue_number.number', '=', slot.number)
    .where('queue.disabled', '=', 0),
)

/** Throws when there is no such queue. */
export async function readQueue(db: Executor, queueId: string): Promise<QueueRow> {
  const [row] = await selectQueue(db, { queueId })
  if (!row) throw new Error(`there is no queue ${queueId}`)
  return row
}

const selectQueue = prepareQuery((db, slot: { queueId: string }) =>
  db.selectFrom('queue').selectAll().where('id', '=', slot.queueId),
)

/** A queue in service; null when there is none such. */
export async function findQueue(db: Executor, queueId: string): Promise<QueueRow | null> {
  const [row] = await selectQueue(db, { queueId })
  return row && row.disabled === 0 ? row : null
}

/** The queues an agent serves. */
export async function listQueueIds(db: Executor, userId: UserId): Promise<string[]> {
  const rows = await selectServed(db, { userId })
  return rows.map((row) => row.queue_id)
}

const selectServed = prepareQuery((db, slot: { userId: string }) =>
  db.selectFrom('queue_member').select('queue_id').where('user_id', '=', slot.userId),
)

/** Whether calls of any queue in service come to this agent. */
export async function servesAnyQueue(db: Executor, userId: UserId): Promise<boolean> {
  return (await selectOneServed(db, { userId })).length > 0
}

const selectOneServed = prepareQuery((db, slot: { userId: string }) =>
  db
    .selectFrom('queue_member')
    .innerJoin('queue', 'queue.id', 'queue_member.queue_id')
    .select('queue.id')
    .where('queue_member.user_id', '=', slot.userId)
    .where('queue.disabled', '=', 0)
    .limit(1),
)

/** Whether anybody who could ever take a call of this queue is at work: signed in, whatever they do now. */
export async function isStaffed(db: Executor, queueId: string): Promise<boolean> {
  return (await selectAtWork(db, { queueId })).length > 0
}

const selectAtWork = prepareQuery((db, slot: { queueId: string }) =>
  db
    .selectFrom('queue_member')
    .innerJoin('agent', 'agent.user_id', 'queue_member.user_id')
    .select('agent.user_id')
    .where('queue_member.queue_id', '=', slot.queueId)
    .where('agent.state', 'not in', ['offline', 'unreachable'])
    .limit(1),
)
