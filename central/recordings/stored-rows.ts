import type { Executor } from '#central/db/executor.ts'
import { updateRows } from '#central/db/write-row.ts'
import type { CallId, RecordingId, UserId } from '#shared/protocol/ids.ts'

export type ToStore = { id: RecordingId; callId: CallId; provider: string; vendorId: string; tries: number }

/** Recordings whose sound is on their line and not in our store, longest due first. */
export async function listToStore(db: Executor, now: number, limit: number): Promise<ToStore[]> {
  const rows = await db
    .selectFrom('recording')
    .select(['id', 'call_id', 'provider', 'vendor_id', 'tries'])
    .where('state', '=', 'ready')
    .where('stored_at', 'is', null)
    .where('call_id', 'is not', null)
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

export async function markStored(db: Executor, id: RecordingId, stored: Stored): Promise<void> {
  const { now, sizeBytes, durationMs, levels } = stored
  const kept = {
    stored_at: now,
    size_bytes: sizeBytes,
    duration_ms: durationMs,
    levels: Buffer.from(levels).toString('base64'),
  }
  await updateRows(db, 'recording', { id }, kept)
}

export async function postponeStoring(db: Executor, { id, tries }: ToStore, tryAt: number): Promise<void> {
  await updateRows(db, 'recording', { id }, { tries: tries + 1, try_at: tryAt })
}

/** The line has not got it any more. */
export async function markLost(db: Executor, id: RecordingId): Promise<void> {
  await updateRows(db, 'recording', { id }, { state: 'failed' })
}

/** A stored recording, and whose conversation it is; null: there is no such, or not in our store. */
export async function findStored(db: Executor, id: string) {
  const row = await db
    .selectFrom('recording')
    .innerJoin('interaction', 'interaction.id', 'recording.interaction_id')
    .select(['recording.id', 'recording.started_at', 'recording.duration_ms', 'recording.gaps', 'recording.levels'])
    .select(['interaction.agent_id', 'interaction.customer_id'])
    .where('recording.id', '=', id)
    .where('recording.stored_at', 'is not', null)
    .executeTakeFirst()
  return row ?? null
}

/** Who may hear it: with the scope `own` whoever had the conversation. */
export function mayHear(scope: 'own' | 'team' | 'all' | null, userId: UserId, agentId: string | null): boolean {
  return scope === 'all' || (scope === 'own' && agentId === userId)
}

/** Recordings that their queues keep no longer, oldest first. */
export async function listOutdated(db: Executor, now: number, limit: number): Promise<RecordingId[]> {
  const rows = await db
    .selectFrom('recording')
    .innerJoin('interaction', 'interaction.id', 'recording.interaction_id')
    .innerJoin('queue', 'queue.id', 'interaction.queue_id')
    .select('recording.id')
    .where('recording.stored_at', 'is not', null)
    .where('queue.record_days', 'is not', null)
    .where((e) => e(e('recording.started_at', '+', e('queue.record_days', '*', e.lit(86_400_000))), '<', now))
    .orderBy('recording.started_at')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id as RecordingId)
}

export async function deleteRecording(db: Executor, id: RecordingId): Promise<void> {
  await db.deleteFrom('recording').where('id', '=', id).execute()
}
