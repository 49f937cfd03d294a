import type SQLite from 'better-sqlite3'

/** What Kysely asks of SQLite. */
type StatementSource = Pick<SQLite.Database, 'prepare' | 'close'>

/**
 * Keeps prepared statements by their SQL: preparing costs as much as running a small one. Bounded, because inserts
 * of many rows have one text per row count; the oldest goes first.
 */
export function cacheStatements(sqlite: SQLite.Database, limit = 500): StatementSource {
  const cache = new Map<string, SQLite.Statement>()
  return {
    close: () => sqlite.close(),
    prepare: ((sql: string) => {
      const cached = cache.get(sql)
      if (cached) return cached
      const statement = sqlite.prepare(sql)
      const oldest = cache.keys().next()
      if (cache.size >= limit && !oldest.done) cache.delete(oldest.value)
      cache.set(sql, statement)
      return statement
    }) as SQLite.Database['prepare'],
  }
}
