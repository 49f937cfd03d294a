import type { ExpressionBuilder } from 'kysely'
import type { Executor } from '#central/db/executor.ts'
import { prepareQuery } from '#central/db/prepare-query.ts'
import type { Database } from '#central/db/schema.ts'
import { computeServiceLevel } from '#shared/domain/metrics/service-level.ts'
import { QueueId } from '#shared/protocol/ids.ts'
import type { QueueGauge } from '#shared/protocol/view/floor.ts'

/**
 * The gauges of every queue in service, by index: the work grows with today's calls, not with history or with how
 * many agents look. `dayStart`: the site's midnight.
 */
export async function readGauges(db: Executor, now: number, dayStart: number): Promise<QueueGauge[]> {
  const queues = await db
    .selectFrom('queue')
    .select(['id', 'service_level_percent', 'service_level_ms', 'short_abandon_ms'])
    .where('disabled', '=', 0)
    .orderBy('id')
    .execute()
  const waiting = await readWaiting(db)
  const gauges: QueueGauge[] = []
  for (const queue of queues) {
    const line = waiting.get(queue.id)
    const level = await readServiceLevel(db, queue, dayStart)
    gauges.push({
      queueId: QueueId.parse(queue.id),
      waiting: line?.count ?? 0,
      longestWaitMs: line ? Math.max(0, now - line.since) : 0,
      serviceLevel: level,
      belowTarget: level !== null && level < queue.service_level_percent,
    })
  }
  return gauges
}

/** Which queues each user serves. */
export async function readQueuesByUser(db: Executor): Promise<Map<string, Set<string>>> {
  const rows = await db.selectFrom('queue_member').selectAll().execute()
  const byUser = new Map<string, Set<string>>()
  for (const { user_id: userId, queue_id: queueId } of rows) {
    byUser.set(userId, (byUser.get(userId) ?? new Set()).add(queueId))
  }
  return byUser
}

/** Calls that nobody has accepted yet, those ringing at somebody included: their callers wait all the same. */
export async function readWaiting(db: Executor) {
  const rows = await db
    .selectFrom('call')
    .select((e) => ['queue_id', e.fn.countAll<number>().as('count'), e.fn.min('arrived_at').as('since')])
    .where('state', 'in', ['queued', 'offered'])
    .where('queue_id', 'is not', null)
    .groupBy('queue_id')
    .execute()
  return new Map(rows.map((row) => [row.queue_id ?? '', { count: Number(row.count), since: row.since }]))
}

type MeasuredQueue = { id: string; service_level_ms: number; short_abandon_ms: number }

/** Null: nothing to count yet today. */
async function readServiceLevel(db: Executor, queue: MeasuredQueue, dayStart: number): Promise<number | null> {
  const [row] = await selectToday(db, {
    queueId: queue.id,
    dayStart,
    withinMs: queue.service_level_ms,
    shortMs: queue.short_abandon_ms,
  })
  return computeServiceLevel({
    answeredInTime: Number(row?.in_time ?? 0),
    answered: Number(row?.answered ?? 0),
    abandoned: Number(row?.abandoned ?? 0),
  })
}

/** Who spoke first: a call that was handed on and waits again was answered all the same. */
const firstAnswer = (e: ExpressionBuilder<Database, 'call'>) => e.fn.coalesce('first_answered_at', 'answered_at')

/** One queue at a time: over all of them at once SQLite would walk the whole index, years of calls, for its groups. */
const selectToday = prepareQuery((db, slot: { queueId: string; dayStart: number; withinMs: number; shortMs: number }) =>
  db
    .selectFrom('call')
    .select((e) => [
      e.fn
        .sum<number>(
          e
            .case()
            .when(firstAnswer(e), '<=', e('arrived_at', '+', slot.withinMs))
            .then(e.lit(1))
            .else(e.lit(0))
            .end(),
        )
        .as('in_time'),
      e.fn.count<number>(firstAnswer(e)).as('answered'),
      e.fn
        .sum<number>(
          e
            .case()
            .when(
              e.and([
                e('state', '=', 'ended'),
                e(firstAnswer(e), 'is', null),
                e('ended_at', '>=', e('arrived_at', '+', slot.shortMs)),
              ]),
            )
            .then(e.lit(1))
            .else(e.lit(0))
            .end(),
        )
        .as('abandoned'),
    ])
    .where('queue_id', '=', slot.queueId)
    .where('arrived_at', '>=', slot.dayStart)
    .where('direction', '=', 'inbound'),
)
