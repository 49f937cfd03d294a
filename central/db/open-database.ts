import SQLite from 'better-sqlite3'
import { type Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { createLock, guardDialect } from './guarded-dialect.ts'
import { GuardedKysely } from './guarded-kysely.ts'
import { prepareNamed } from './name-statements.ts'
import type { Database } from './schema.ts'
import { createSqliteDialect } from './sqlite-dialect.ts'
import { cacheStatements } from './statement-cache.ts'

export type Dialect = 'sqlite' | 'postgres'
export type DatabasePlace = { url: string; onConnectionLost?: (code: string) => void }
export type OpenDatabase = { db: Kysely<Database>; dialect: Dialect; close(): Promise<void> }

/**
 * Opens central's database. `url`: `sqlite::memory:`, `sqlite:/path/file.db` or `postgres://…`.
 * Throws when the file or server cannot be opened, and when SQLite does not keep `synchronous=FULL`.
 * `onConnectionLost`: a connection to PostgreSQL died, with its code; the next statement opens another. Left out,
 * nobody is told but whoever's statement failed by it.
 */
export async function openDatabase({ url, onConnectionLost = () => {} }: DatabasePlace): Promise<OpenDatabase> {
  if (url.startsWith('sqlite:')) return openSqlite(url.slice('sqlite:'.length))
  if (/^postgres(ql)?:\/\//.test(url)) return openPostgres(url, onConnectionLost)
  throw new Error(`DATABASE_URL must start with sqlite: or postgres://, not "${url.split(':', 1)[0]}:"`)
}

function openSqlite(path: string): OpenDatabase {
  const sqlite = new SQLite(path)
  sqlite.pragma('journal_mode = WAL')
  // better-sqlite3 is compiled with NORMAL, under which a power cut may lose the last commits
  sqlite.pragma('synchronous = FULL')
  if (sqlite.pragma('synchronous', { simple: true }) !== 2) throw new Error('SQLite refused synchronous=FULL')
  sqlite.pragma('busy_timeout = 5000')
  const statements = cacheStatements(sqlite)
  const lock = createLock()
  const dialect = guardDialect(createSqliteDialect({ database: statements }), lock)
  const db = new GuardedKysely<Database>({ dialect }, { source: statements, lock })
  return { db, dialect: 'sqlite', close: () => db.destroy() }
}

async function openPostgres(url: string, onConnectionLost: (code: string) => void): Promise<OpenDatabase> {
  // epoch milliseconds and counts fit a double exactly
  pg.types.setTypeParser(pg.types.builtins.INT8, Number)
  pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)
  const pool = new pg.Pool({ connectionString: url, max: 10 })
  // an `error` that nobody hears ends the process: a client says it, in use or not, and the pool says it again of an idle one
  pool.on('connect', (client) => {
    client.on('error', (error) => onConnectionLost(readCode(error)))
    prepareNamed(client)
  })
  pool.on('error', () => {})
  const dialect = new PostgresDialect({ pool })
  const db = new GuardedKysely<Database>({ dialect: guardDialect(dialect) })
  return { db, dialect: 'postgres', close: () => db.destroy() }
}

/** Only the code: the message may name the server. */
function readCode(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : 'none'
}
