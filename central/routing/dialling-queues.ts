import type { Executor } from '#central/db/executor.ts'
import { prepareQuery } from '#central/db/prepare-query.ts'
import type { DialRules } from '#shared/domain/dialling/guard-dialling.ts'
import type { QueueId, UserId } from '#shared/protocol/ids.ts'
import type { QueueRow } from './queues.ts'

/** A queue for which an agent may call, with its numbers: what is shown is one that calls back to the same people. */
export type DiallingQueue = { queue: QueueRow; numbers: string[] }

/** Queues in service that this agent serves and that can be called back, by id. `queueId`: only this one. */
export async function listDiallingQueues(
  db: Executor,
  userId: UserId,
  queueId: QueueId | null = null,
): Promise<DiallingQueue[]> {
  const rows = await selectServed(db, { userId })
  const found = Map.groupBy(rows, (row) => row.id)
  return [...found.values()].flatMap((group) => {
    const [first] = group
    if (!first || (queueId !== null && first.id !== queueId)) return []
    const { number: _number, ...queue } = first
    return [{ queue, numbers: group.map((row) => row.number) }]
  })
}

const selectServed = prepareQuery((db, slot: { userId: string }) =>
  db
    .selectFrom('queue_member')
    .innerJoin('queue', 'queue.id', 'queue_member.queue_id')
    .innerJoin('queue_number', 'queue_number.queue_id', 'queue.id')
    .selectAll('queue')
    .select('queue_number.number')
    .where('queue_member.user_id', '=', slot.userId)
    .where('queue.disabled', '=', 0)
    .orderBy('queue.id')
    .orderBy('queue_number.number'),
)

/** What the queue allows; a call of no queue has no rules of its own. */
export function readDialRules(queue: QueueRow | null): DialRules {
  const { dial_prefixes: prefixes, dial_from_minute: from, dial_until_minute: until } = queue ?? noRules
  return {
    prefixes: prefixes === null ? null : prefixes.split(',').filter((prefix) => prefix !== ''),
    hours: from === null || until === null ? null : { from, until },
  }
}

const noRules = { dial_prefixes: null, dial_from_minute: null, dial_until_minute: null }
