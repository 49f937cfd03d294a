import { PostgresAdapter } from 'kysely'
import type { Executor } from '#central/db/executor.ts'
import { runStatement } from '#central/db/run-statement.ts'

/**
 * Holds these interactions' rows until the transaction ends; sorted, so that two batches do not wait for each other in
 * a ring. On SQLite the caller must have written something before: from then on nobody else writes at all.
 */
export async function lockInteractions(tx: Executor, ids: readonly string[]): Promise<void> {
  if (ids.length === 0 || !(tx.getExecutor().adapter instanceof PostgresAdapter)) return
  // `no key`: what merely refers to the row need not wait. An update that changes nothing would write every row anew.
  await runStatement(tx, 'select id from interaction where id = any($1::text[]) order by id for no key update', [ids])
}
