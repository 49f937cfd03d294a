import type { Answer } from './asker.ts'
import { readRecentCalls, selectNamedInteractions } from './recent-calls.ts'

/** The asker's own calls, newest first. */
export const listRecentCalls: Answer<'calls.recent'> = async ({ db, userId }, { limit }) => {
  const rows = await selectNamedInteractions(db)
    .where('interaction.agent_id', '=', userId)
    .where('interaction.channel', '=', 'call')
    .orderBy('interaction.started_at', 'desc')
    .orderBy('interaction.id', 'desc')
    .limit(limit)
    .execute()
  return { calls: await readRecentCalls(db, rows) }
}
