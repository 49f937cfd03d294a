import type { Executor } from './executor.ts'

/**
 * Several statements over one connection, without a transaction: asking for it costs more than a small look-up, and
 * SQLite then runs prepared statements directly. `work` must not reach for the outer database.
 */
export function holdConnection<T>(db: Executor, work: (held: Executor) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db) : db.connection().execute(work)
}
