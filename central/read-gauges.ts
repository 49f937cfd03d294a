import type { Executor } from '#central/db/executor.ts'
import type { Gauges } from '#central/metrics.ts'

/** The numbers of /metrics that the database knows. */
export function readGaugesFrom(db: Executor): Omit<Gauges, 'linkSockets'> {
  return {
    async callsByState() {
      const rows = await db
        .selectFrom('call')
        // named one by one: what is not ended would be looked for among all that is
        .where('state', 'in', ['queued', 'offered', 'connecting', 'connected'])
        .groupBy('state')
        .select((e) => ['state', e.fn.countAll<number>().as('count')])
        .execute()
      return rows.map(({ state, count }) => ({ state, count: Number(count) }))
    },
    async openOffers() {
      const row = await db
        .selectFrom('call')
        .where('state', '=', 'offered')
        .select((e) => e.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      return Number(row.count)
    },
  }
}
