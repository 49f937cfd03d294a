import { insertInBulk } from '#central/db/bulk-insert.ts'
import type { Executor } from '#central/db/executor.ts'
import { prepareListQuery } from '#central/db/prepare-query.ts'
import type { InteractionId, UserId } from '#shared/protocol/ids.ts'

export type DispositionRecord = {
  id: string
  interactionId: InteractionId
  code: string
  reasonCode: string | null
  userId: UserId
  /** the name as it was, kept for history */
  author: string
  now: number
}

/**
 * Records business outcomes, in the order given, in two statements. A later one for the same interaction is a
 * correction: the earlier stays with `corrected_at`. Concurrent corrections need the interaction's row locked by
 * the caller's transaction (`lockInteractions`), or both would stand.
 */
export async function recordDispositions(tx: Executor, records: readonly DispositionRecord[]): Promise<void> {
  if (records.length === 0) return
  const last = new Map(records.map((record) => [record.interactionId, record.id]))
  const now = Math.max(...records.map((record) => record.now))
  await correct(tx, [...last.keys()], { now })
  await insertInBulk(
    tx,
    'disposition',
    records.map((record) => ({
      id: record.id,
      interaction_id: record.interactionId,
      code: record.code,
      reason_code: record.reasonCode,
      user_id: record.userId,
      author: record.author,
      recorded_at: record.now,
      corrected_at: last.get(record.interactionId) === record.id ? null : record.now,
    })),
  )
}

const correct = prepareListQuery((db, interactionIds, slot: { now: number }) =>
  db
    .updateTable('disposition')
    .set({ corrected_at: slot.now })
    .where('interaction_id', 'in', interactionIds)
    .where('corrected_at', 'is', null)
    .returning('id'),
)
