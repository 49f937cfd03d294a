import type { Executor } from '#central/db/executor.ts'

/**
 * Drops facts of the line, finished sequences, legs that a provider ended, and the numbers of those who were asked
 * before `before` (epoch ms): nothing is told twice so late, and an arrival that was is known by its call.
 */
export async function pruneLineHistory(db: Executor, before: number): Promise<void> {
  await db.deleteFrom('line_event').where('received_at', '<', before).execute()
  await db.deleteFrom('journal').where('updated_at', '<', before).where('state', '!=', 'running').execute()
  await db.deleteFrom('twilio_leg').where('ended_at', '<', before).execute()
  await db
    .updateTable('consult')
    .set({ to_number: null })
    .where('to_number', 'is not', null)
    .where('ended_at', '<', before)
    .execute()
}
