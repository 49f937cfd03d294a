import { type Kysely, PostgresAdapter } from 'kysely'

/** The few words in which the two databases' tables differ. */
export type Wording = {
  /** Sorts by code point, whatever the server's locale: only then does a prefix scan use the index. */
  byBytes: string
  /** The table is its primary key and nothing else: SQLite need not keep the rows a second time. */
  keyOnly: string
}

export function wordFor(db: Kysely<unknown>): Wording {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  return isPostgres ? { byBytes: 'collate "C"', keyOnly: '' } : { byBytes: '', keyOnly: 'without rowid' }
}
