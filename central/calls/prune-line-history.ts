import type { Executor } from '#central/db/executor.ts'

/** Drops facts of the line and finished sequences older than `before` (epoch ms): nothing is told twice so late. */
export async function pruneLineHistory(db: Executor, before: number): Promise<void> {
  await db.deleteFrom('line_event').where('received_at', '<', before).execute()
  await db.deleteFrom('journal').where('updated_at', '<', before).where('state', '!=', 'running').execute()
}
