import type { Executor } from '#central/db/executor.ts'

/**
 * Holds these interactions' rows until the transaction ends. An update that changes nothing, because SQLite has no
 * `for update`; sorted, so that two batches do not wait for each other in a ring.
 */
export async function lockInteractions(tx: Executor, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx
    .updateTable('interaction')
    .set((e) => ({ result: e.ref('interaction.result') }))
    .where('id', 'in', [...ids].sort())
    .execute()
}
