import type { Executor } from '#central/db/executor.ts'
import { prepareQuery } from '#central/db/prepare-query.ts'

/** Calls that wait in a queue which sends callers away, and whose agents have all left meanwhile. */
export async function listUnservedCalls(db: Executor): Promise<string[]> {
  const rows = await selectUnserved(db, {})
  return rows.map((row) => row.id)
}

const selectUnserved = prepareQuery((db) =>
  db
    .selectFrom('call')
    .innerJoin('queue', 'queue.id', 'call.queue_id')
    .select('call.id')
    .where('call.state', '=', 'queued')
    .where('call.ended_by', 'is', null)
    .where('queue.treatment', '!=', 'keep_waiting')
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('queue_member')
            .innerJoin('agent', 'agent.user_id', 'queue_member.user_id')
            .select('agent.user_id')
            .whereRef('queue_member.queue_id', '=', 'call.queue_id')
            .where('agent.state', 'not in', ['offline', 'unreachable']),
        ),
      ),
    ),
)
