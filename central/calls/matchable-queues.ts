import type { Executor } from '#central/db/executor.ts'
import { prepareQuery } from '#central/db/prepare-query.ts'

/** Queues in which a call waits while an agent is free: normally none, for a moment after a race or a crash. */
export async function listMatchableQueues(db: Executor, now: number): Promise<string[]> {
  const rows = await selectDistinct(db, { now })
  return rows.map((row) => row.queue_id)
}

const selectDistinct = prepareQuery((db, slot: { now: number }) => selectMatchable(db, slot.now).distinct())

/** One row per waiting call and agent who is free for it. */
export function selectMatchable(db: Executor, now: number) {
  return db
    .selectFrom('call')
    .innerJoin('queue_member', 'queue_member.queue_id', 'call.queue_id')
    .innerJoin('agent', 'agent.user_id', 'queue_member.user_id')
    .select('queue_member.queue_id')
    .where('call.state', '=', 'queued')
    .where('call.ended_by', 'is', null)
    .where('agent.state', '=', 'available')
    .where('agent.lease_expires_at', '>', now)
}
