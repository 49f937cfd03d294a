import type { Executor } from '#central/db/executor.ts'
import { prepareQuery } from '#central/db/prepare-query.ts'

/** Whether an outcome is recorded for an interaction. */
export async function hasDisposition(db: Executor, interactionId: string): Promise<boolean> {
  return (await selectOne(db, { interactionId })).length > 0
}

const selectOne = prepareQuery((db, slot: { interactionId: string }) =>
  db.selectFrom('disposition').select('id').where('interaction_id', '=', slot.interactionId).limit(1),
)
