import { type Kysely, sql } from 'kysely'
import type { OpenDatabase } from '#central/db/open-database.ts'
import type { Database } from '#central/db/schema.ts'
import { dropIndexes } from './indexes.ts'
import { createSiteRows, type SitePlan } from './site-rows.ts'

/** Customers per transaction. */
const CHUNK = 5_000

export type SiteOptions = Partial<SitePlan> & {
  customers: number
  now: number
  onProgress?: (done: number) => void
}

/**
 * Fills a migrated database with `customers` customers, three phones each, orders and conversations: the size a ring
 * is measured at. The same seed and `now` give the same rows; ids and phones follow from a customer's number
 * (`site-ids.ts`). Run it once per database; people and queues come from `seedDemo` before it.
 */
export async function generateSite({ db, dialect }: OpenDatabase, options: SiteOptions): Promise<void> {
  const { customers, now, seed = 1, searchTerms = false, onProgress } = options
  const makeRows = createSiteRows({ seed, now, searchTerms })
  await hurry(db, dialect)
  try {
    const rebuild = await dropIndexes(db, dialect)
    for (let from = 0; from < customers; from += CHUNK) {
      const to = Math.min(customers, from + CHUNK)
      const rows = makeRows(from, to)
      await db.transaction().execute((tx) => rows.write(tx))
      onProgress?.(to)
    }
    await rebuild()
  } finally {
    await calmDown(db, dialect)
  }
}

/** A power cut while a bench database is made costs nothing but the time. */
async function hurry(db: Kysely<Database>, dialect: OpenDatabase['dialect']): Promise<void> {
  if (dialect !== 'sqlite') return
  await sql.raw('pragma synchronous = off').execute(db)
  await sql.raw('pragma cache_size = -400000').execute(db)
}

async function calmDown(db: Kysely<Database>, dialect: OpenDatabase['dialect']): Promise<void> {
  if (dialect !== 'sqlite') return
  await sql.raw('pragma wal_checkpoint(truncate)').execute(db)
  await sql.raw('pragma synchronous = full').execute(db)
  await sql.raw('pragma cache_size = -2000').execute(db)
}
