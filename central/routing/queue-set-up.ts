import type { Executor } from '#central/db/executor.ts'
import type { Label } from '#shared/protocol/view/catalog.ts'

/** How a queue treats its calls; what is left out gets the defaults below. */
export type QueueRules = {
  wrapUpMs: number
  wrapUpExtensionMs: number
  wrapUpExtensions: number
  dispositionRequired: boolean
  offerMs: number
  maxWaitMs: number | null
  treatment: 'hang_up' | 'keep_waiting'
  treatmentMessage: Label | null
  shortAbandonMs: number
  serviceLevelPercent: number
  serviceLevelMs: number
  scriptId: string | null
}

export const defaultQueueRules: QueueRules = {
  wrapUpMs: 60_000,
  wrapUpExtensionMs: 60_000,
  wrapUpExtensions: 2,
  dispositionRequired: true,
  offerMs: 20_000,
  maxWaitMs: null,
  treatment: 'keep_waiting',
  treatmentMessage: null,
  shortAbandonMs: 5_000,
  serviceLevelPercent: 80,
  serviceLevelMs: 20_000,
  scriptId: null,
}

export type QueueRecord = {
  queueId: string
  name: Label
  disabled: boolean
  members: string[]
  numbers: string[]
} & QueueRules

export async function insertQueue(tx: Executor, queue: { queueId: string; name: Label } & QueueRules): Promise<void> {
  await tx
    .insertInto('queue')
    .values({
      id: queue.queueId,
      name: JSON.stringify(queue.name),
      wrap_up_ms: queue.wrapUpMs,
      wrap_up_extension_ms: queue.wrapUpExtensionMs,
      wrap_up_extensions: queue.wrapUpExtensions,
      disposition_required: queue.dispositionRequired ? 1 : 0,
      offer_ms: queue.offerMs,
      max_wait_ms: queue.maxWaitMs,
      treatment: queue.treatment,
      treatment_message: queue.treatmentMessage && JSON.stringify(queue.treatmentMessage),
      short_abandon_ms: queue.shortAbandonMs,
      service_level_percent: queue.serviceLevelPercent,
      service_level_ms: queue.serviceLevelMs,
      script_id: queue.scriptId,
      disabled: 0,
    })
    .execute()
}

/** Every queue with who serves it (user ids) and which numbers reach it. */
export async function listQueues(db: Executor): Promise<QueueRecord[]> {
  const rows = await db.selectFrom('queue').selectAll().orderBy('id').execute()
  const members = await db.selectFrom('queue_member').selectAll().orderBy('user_id').execute()
  const numbers = await db.selectFrom('queue_number').selectAll().orderBy('number').execute()
  return rows.map((row) => ({
    queueId: row.id,
    name: JSON.parse(row.name),
    disabled: row.disabled === 1,
    members: members.filter((member) => member.queue_id === row.id).map((member) => member.user_id),
    numbers: numbers.filter((number) => number.queue_id === row.id).map((number) => number.number),
    wrapUpMs: row.wrap_up_ms,
    wrapUpExtensionMs: row.wrap_up_extension_ms,
    wrapUpExtensions: row.wrap_up_extensions,
    dispositionRequired: row.disposition_required === 1,
    offerMs: row.offer_ms,
    maxWaitMs: row.max_wait_ms,
    treatment: row.treatment,
    treatmentMessage: row.treatment_message === null ? null : JSON.parse(row.treatment_message),
    shortAbandonMs: row.short_abandon_ms,
    serviceLevelPercent: row.service_level_percent,
    serviceLevelMs: row.service_level_ms,
    scriptId: row.script_id,
  }))
}

export async function queueExists(db: Executor, queueId: string): Promise<boolean> {
  return (await db.selectFrom('queue').select('id').where('id', '=', queueId).executeTakeFirst()) !== undefined
}

export async function putMember(tx: Executor, queueId: string, userId: string): Promise<void> {
  const row = { queue_id: queueId, user_id: userId }
  await tx
    .insertInto('queue_member')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function dropMember(tx: Executor, queueId: string, userId: string): Promise<void> {
  await tx.deleteFrom('queue_member').where('queue_id', '=', queueId).where('user_id', '=', userId).execute()
}

/** A number reaches one queue: set again, it moves. */
export async function putNumber(tx: Executor, queueId: string, number: string): Promise<void> {
  await tx
    .insertInto('queue_number')
    .values({ number, queue_id: queueId })
    .onConflict((conflict) => conflict.column('number').doUpdateSet({ queue_id: queueId }))
    .execute()
}

export async function dropNumber(tx: Executor, queueId: string, number: string): Promise<void> {
  await tx.deleteFrom('queue_number').where('queue_id', '=', queueId).where('number', '=', number).execute()
}
