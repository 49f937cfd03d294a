import type { Executor } from '#central/db/executor.ts'

/** Whether an outcome is recorded for an interaction. */
export async function hasDisposition(db: Executor, interactionId: string): Promise<boolean> {
  const row = await db
    .selectFrom('disposition')
    .select('id')
    .where('interaction_id', '=', interactionId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
