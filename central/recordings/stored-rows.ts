import { type ExpressionBuilder, sql } from 'kysely'
import type { Executor } from '#central/db/executor.ts'
import type { Database } from '#central/db/schema.ts'
import { updateRows } from '#central/db/write-row.ts'
import type { CallId, RecordingId, UserId } from '#shared/protocol/ids.ts'

export type ToStore = { id: RecordingId; callId: CallId; provider: string; vendorId: string; tries: number }

/** Recordings whose sound is on their line and not in our store, longest due first. */
export async function listToStore(db: Executor, now: number, limit: number): Promise<ToStore[]> {
  const rows = await db
    .selectFrom('recording')
    .select(['id', 'call_id', 'provider', 'vendor_id', 'tries'])
    // spelled out: bound values would keep it from using the index of these
    .where(sql<boolean>`state = 'ready' and stored_at is null`)
    .where('call_id', 'is not', null)
    .where('discarded_at', 'is', null)
    .where('try_at', '<=', now)
    .orderBy('try_at')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.flatMap(({ id, call_id, provider, vendor_id, tries }) =>
    call_id === null || provider === null || vendor_id === null
      ? []
      : [{ id: id as RecordingId, callId: call_id as CallId, provider, vendorId: vendor_id, tries }],
  )
}

type Stored = { now: number; sizeBytes: number; durationMs: number; levels: Uint8Array }

/** False: another central has erased it meanwhile, or found nothing of it, and it is not to be kept. */
export async function markStored(db: Executor, id: RecordingId, stored: Stored): Promise<boolean> {
  const { now, sizeBytes, durationMs, levels } = stored
  const kept = {
    stored_at: now,
    size_bytes: sizeBytes,
    duration_ms: durationMs,
    levels: Buffer.from(levels).toString('base64'),
  }
  return (await updateRows(db, 'recording', { id, state: 'ready' }, kept)) === 1
}

export async function postponeStoring(
  db: Executor,
  { id, tries }: Pick<ToStore, 'id' | 'tries'>,
  tryAt: number,
): Promise<void> {
  await updateRows(db, 'recording', { id }, { tries: tries + 1, try_at: tryAt })
}

/** The line has not got it any more. One that another central has stored meanwhile stays. */
export async function markLost(db: Executor, id: RecordingId): Promise<void> {
  await db
    .updateTable('recording')
    .set({ state: 'failed' })
    .where('id', '=', id)
    .where('stored_at', 'is', null)
    .execute()
}

/** Recordings that must not be kept, and whose sound is on their line or in our store, longest due first. */
export function listToErase(db: Executor, now: number, limit: number) {
  return (
    db
      .selectFrom('recording')
      .select(['id', 'call_id', 'provider', 'vendor_id', 'tries'])
      // spelled out: bound values would keep it from using the index of these
      .where(sql<boolean>`discarded_at is not null and state = 'ready'`)
      .where('try_at', '<=', now)
      .orderBy('try_at')
      .orderBy('id')
      .limit(limit)
      .execute()
  )
}

/** Of its sound nothing is left; that there was a recording, and since when it is discarded, stays. */
export async function markErased(db: Executor, id: RecordingId): Promise<void> {
  const nothing = { stored_at: null, levels: null, gaps: '[]', duration_ms: null, size_bytes: null }
  await updateRows(db, 'recording', { id }, { state: 'failed', ...nothing })
}

/** A stored recording, and whose conversation it is; null: there is no such, or not in our store. */
export async function findStored(db: Executor, id: string, asker: UserId) {
  const row = await db
    .selectFrom('recording')
    .innerJoin('interaction', 'interaction.id', 'recording.interaction_id')
    .select(['recording.id', 'recording.started_at', 'recording.duration_ms', 'recording.gaps', 'recording.levels'])
    .select(['interaction.agent_id', 'interaction.customer_id', 'recording.purpose'])
    .select((e) => selectServes(e, asker))
    .where('recording.id', '=', id)
    .where('recording.stored_at', 'is not', null)
    .where('recording.discarded_at', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

type Hearable = { agent_id: string | null; purpose: 'call' | 'message'; serves: string | null }

/** Who may hear it: with the scope `own` whoever had the conversation, and of a message whoever serves its queue. */
export function mayHear(scope: 'own' | 'team' | 'all' | null, userId: UserId, one: Hearable): boolean {
  const isTheirs = one.agent_id === userId || (one.purpose === 'message' && one.serves !== null)
  return scope === 'all' || (scope === 'own' && isTheirs)
}

/** `serves`: not null when the asker serves the queue of this interaction. */
export function selectServes(e: ExpressionBuilder<Database, 'interaction'>, asker: UserId) {
  return e
    .selectFrom('queue_member')
    .select('queue_member.user_id')
    .whereRef('queue_member.queue_id', '=', 'interaction.queue_id')
    .where('queue_member.user_id', '=', asker)
    .as('serves')
}

export type Kept = { id: RecordingId; startedAt: number; keptDays: number | null }

/** Stored recordings from the oldest on, a page after the recording `after`; `keptDays` as their queue has it. */
export async function listKept(
  db: Executor,
  after: Pick<Kept, 'id' | 'startedAt'> | null,
  limit: number,
): Promise<Kept[]> {
  const [startedAt, id] = [after?.startedAt ?? 0, after?.id ?? '']
  const rows = await db
    .selectFrom('recording')
    .leftJoin('interaction', 'interaction.id', 'recording.interaction_id')
    .leftJoin('queue', 'queue.id', 'interaction.queue_id')
    .select(['recording.id', 'recording.started_at', 'queue.record_days'])
    .where('recording.stored_at', 'is not', null)
    .where('recording.started_at', '>=', startedAt)
    .where((e) => e.or([e('recording.started_at', '>', startedAt), e('recording.id', '>', id)]))
    .orderBy('recording.started_at')
    .orderBy('recording.id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ id: row.id as RecordingId, startedAt: row.started_at, keptDays: row.record_days }))
}

export async function deleteRecording(db: Executor, id: RecordingId): Promise<void> {
  await db.deleteFrom('recording').where('id', '=', id).execute()
}
