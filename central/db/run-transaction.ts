import type { Kysely, Transaction } from 'kysely'
import { isLostToAnother } from './lost-race.ts'
import type { Database } from './schema.ts'

const MAX_ATTEMPTS = 20

/**
 * Runs `work` as one transaction, and again from its beginning when the database ended it because of another's: an
 * administrator's command and a running central write to the same tables. `work` must have no effect outside `tx`.
 * Inside a transaction it is part of that one, and done again with it.
 * Throws what `work` throws, with nothing written.
 */
export async function runTransaction<T>(
  db: Kysely<Database>,
  work: (tx: Transaction<Database>) => Promise<T>,
): Promise<T> {
  if (db.isTransaction) return work(db as Transaction<Database>)
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      if (attempt >= MAX_ATTEMPTS || !isLostToAnother(error)) throw error
    }
  }
}
