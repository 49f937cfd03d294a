import type { Executor } from '#central/db/executor.ts'
import { prepareQuery } from '#central/db/prepare-query.ts'

/** Queues in which a call waits while an agent is free: normally none, for a moment after a race or a crash. */
export async function listMatchableQueues(db: Executor, now: number): Promise<string[]> {
  const rows = await selectMatchable(db, { now })
  return rows.map((row) => row.queue_id)
}

const selectMatchable = prepareQuery((db, slot: { now: number }) =>
  db
    .selectFrom('call')
    .innerJoin('queue_member', 'queue_member.queue_id', 'call.queue_id')
    .innerJoin('agent', 'agent.user_id', 'queue_member.user_id')
    .select('queue_member.queue_id')
    .distinct()
    .where('call.state', '=', 'queued')
    .where('call.ended_by', 'is', null)
    .where('agent.state', '=', 'available')
    .where('agent.lease_expires_at', '>', slot.now),
)
