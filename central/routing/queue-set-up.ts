import type { Selectable } from 'kysely'
import type { Executor } from '#central/db/executor.ts'
import type { Database } from '#central/db/schema.ts'
import type { DialRules } from '#shared/domain/dialling/guard-dialling.ts'
import type { Label } from '#shared/protocol/view/catalog.ts'
import { readDialRules } from './dialling-queues.ts'

/** How a queue treats its calls; what is left out gets the defaults below. */
export type QueueRules = {
  wrapUpMs: number
  wrapUpExtensionMs: number
  wrapUpExtensions: number
  dispositionRequired: boolean
  offerMs: number
  maxWaitMs: number | null
  treatment: 'hang_up' | 'keep_waiting' | 'voicemail'
  treatmentMessage: Label | null
  shortAbandonMs: number
  /** calls of customers who consent to it are recorded */
  recordCalls: boolean
  /** and only when they were told so before */
  announceRecording: boolean
  /** how many days recordings are kept; null: until somebody deletes them */
  recordingDays: number | null
  /** where its agents may call: beginnings of numbers, null = anywhere, none = nowhere */
  dialPrefixes: string[] | null
  /** when, in minutes of the day where the number is; null = at any hour */
  dialHours: DialRules['hours']
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
  recordCalls: false,
  announceRecording: false,
  recordingDays: null,
  dialPrefixes: null,
  dialHours: null,
  serviceLevelPercent: 80,
  serviceLevelMs: 20_000,
  scriptId: null,
}

export type QueueChange = { name?: Label } & Partial<QueueRules>

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
    .values({ id: queue.queueId, ...writeName(queue.name), ...writeRules(queue), disabled: 0 })
    .execute()
}

/** Changes what is named and leaves the rest. False: there is no such queue. */
export async function updateQueue(tx: Executor, queueId: string, change: QueueChange): Promise<boolean> {
  // held before it is read: another administrator may change another rule at the same time
  const row = await tx
    .updateTable('queue')
    .set((e) => ({ disabled: e.ref('disabled') }))
    .where('id', '=', queueId)
    .returningAll()
    .executeTakeFirst()
  if (!row) return false
  const name = change.name === undefined ? {} : writeName(change.name)
  await tx
    .updateTable('queue')
    .set({ ...name, ...writeRules({ ...readRules(row), ...change }) })
    .where('id', '=', queueId)
    .execute()
  return true
}

function writeName(name: Label): { name: string } {
  return { name: JSON.stringify(name) }
}

function writeRules(rules: QueueRules) {
  return {
    wrap_up_ms: rules.wrapUpMs,
    wrap_up_extension_ms: rules.wrapUpExtensionMs,
    wrap_up_extensions: rules.wrapUpExtensions,
    disposition_required: rules.dispositionRequired ? 1 : 0,
    offer_ms: rules.offerMs,
    max_wait_ms: rules.maxWaitMs,
    treatment: rules.treatment,
    treatment_message: rules.treatmentMessage && JSON.stringify(rules.treatmentMessage),
    short_abandon_ms: rules.shortAbandonMs,
    record_calls: rules.recordCalls ? 1 : 0,
    announce_recording: rules.announceRecording ? 1 : 0,
    record_days: rules.recordingDays,
    dial_prefixes: rules.dialPrefixes?.join(',') ?? null,
    dial_from_minute: rules.dialHours?.from ?? null,
    dial_until_minute: rules.dialHours?.until ?? null,
    service_level_percent: rules.serviceLevelPercent,
    service_level_ms: rules.serviceLevelMs,
    script_id: rules.scriptId,
  }
}

function readRules(row: Selectable<Database['queue']>): QueueRules {
  const { prefixes, hours } = readDialRules(row)
  return {
    wrapUpMs: row.wrap_up_ms,
    wrapUpExtensionMs: row.wrap_up_extension_ms,
    wrapUpExtensions: row.wrap_up_extensions,
    dispositionRequired: row.disposition_required === 1,
    offerMs: row.offer_ms,
    maxWaitMs: row.max_wait_ms,
    treatment: row.treatment,
    treatmentMessage: row.treatment_message === null ? null : JSON.parse(row.treatment_message),
    shortAbandonMs: row.short_abandon_ms,
    recordCalls: row.record_calls === 1,
    announceRecording: row.announce_recording === 1,
    recordingDays: row.record_days,
    dialPrefixes: prefixes,
    dialHours: hours,
    serviceLevelPercent: row.service_level_percent,
    serviceLevelMs: row.service_level_ms,
    scriptId: row.script_id,
  }
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
    ...readRules(row),
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
