import type { Executor } from '#central/db/executor.ts'
import { isStorageTrouble } from '#central/db/storage-trouble.ts'
import type { Gauges } from '#central/metrics.ts'

/** The numbers of /metrics that the database knows; null while it does not answer: the others are wanted most then. */
export function readGaugesFrom(db: Executor): Omit<Gauges, 'linkSockets'> {
  return {
    callsByState: () =>
      unlessInTrouble(async () => {
        const rows = await db
          .selectFrom('call')
          // named one by one: what is not ended would be looked for among all that is
          .where('state', 'in', ['queued', 'offered', 'connecting', 'connected', 'parked'])
          .groupBy('state')
          .select((e) => ['state', e.fn.countAll<number>().as('count')])
          .execute()
        return rows.map(({ state, count }) => ({ state, count: Number(count) }))
      }),
    openOffers: () =>
      unlessInTrouble(async () => {
        const row = await db
          .selectFrom('call')
          .where('state', '=', 'offered')
          .select((e) => e.fn.countAll<number>().as('count'))
          .executeTakeFirstOrThrow()
        return Number(row.count)
      }),
    recordingsToStore: () =>
      unlessInTrouble(async () => {
        const row = await db
          .selectFrom('recording')
          // as the index of what is to be stored is written, or every recording is looked at
          .where('state', '=', 'ready')
          .where('stored_at', 'is', null)
          .where('call_id', 'is not', null)
          .where('discarded_at', 'is', null)
          .select((e) => e.fn.countAll<number>().as('count'))
          .executeTakeFirstOrThrow()
        return Number(row.count)
      }),
  }
}

/** Trouble with the database is told by /readyz and in the log; here it must not hide the rest. */
async function unlessInTrouble<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read()
  } catch (error) {
    if (isStorageTrouble(error)) return null
    throw error
  }
}
