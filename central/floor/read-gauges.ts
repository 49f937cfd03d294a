import type { Executor } from '#central/db/executor.ts'
import { computeServiceLevel } from '#shared/domain/metrics/service-level.ts'
import { QueueId } from '#shared/protocol/ids.ts'
import type { QueueGauge } from '#shared/protocol/view/floor.ts'

/**
 * The gauges of every queue in service: three statements on indexes, however many agents look and whatever the
 * size of history. `dayStart`: the site's midnight.
 */
export async function readGauges(db: Executor, now: number, dayStart: number): Promise<QueueGauge[]> {
  const queues = await db
    .selectFrom('queue')
    .select(['id', 'service_level_percent'])
    .where('disabled', '=', 0)
    .orderBy('id')
    .execute()
  const waiting = await readWaiting(db)
  const levels = await readServiceLevels(db, dayStart)
  return queues.map((queue) => {
    const line = waiting.get(queue.id)
    const level = levels.get(queue.id) ?? null
    return {
      queueId: QueueId.parse(queue.id),
      waiting: line?.count ?? 0,
      longestWaitMs: line ? Math.max(0, now - line.since) : 0,
      serviceLevel: level,
      belowTarget: level !== null && level < queue.service_level_percent,
    }
  })
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
async function readWaiting(db: Executor) {
  const rows = await db
    .selectFrom('call')
    .select((e) => ['queue_id', e.fn.countAll<number>().as('count'), e.fn.min('arrived_at').as('since')])
    .where('state', 'in', ['queued', 'offered'])
    .where('queue_id', 'is not', null)
    .groupBy('queue_id')
    .execute()
  return new Map(rows.map((row) => [row.queue_id ?? '', { count: Number(row.count), since: row.since }]))
}

async function readServiceLevels(db: Executor, dayStart: number) {
  const rows = await db
    .selectFrom('call')
    .innerJoin('queue', 'queue.id', 'call.queue_id')
    .select((e) => [
      'call.queue_id',
      e.fn
        .sum<number>(
          e
            .case()
            .when(e('call.answered_at', '<=', e('call.arrived_at', '+', e.ref('queue.service_level_ms'))))
            .then(1)
            .else(0)
            .end(),
        )
        .as('in_time'),
      e.fn.count<number>('call.answered_at').as('answered'),
      e.fn
        .sum<number>(
          e
            .case()
            .when(
              e.and([
                e('call.state', '=', 'ended'),
                e('call.answered_at', 'is', null),
                e('call.ended_at', '>=', e('call.arrived_at', '+', e.ref('queue.short_abandon_ms'))),
              ]),
            )
            .then(1)
            .else(0)
            .end(),
        )
        .as('abandoned'),
    ])
    .where('call.arrived_at', '>=', dayStart)
    .groupBy('call.queue_id')
    .execute()
  return new Map(
    rows.map((row) => [
      row.queue_id ?? '',
      computeServiceLevel({
        answeredInTime: Number(row.in_time),
        answered: Number(row.answered),
        abandoned: Number(row.abandoned),
      }),
    ]),
  )
}
