import SQLite from 'better-sqlite3'
import type { DatabaseConnection, Dialect, Driver } from 'kysely'
import { createLock, guardDialect } from '#central/db/guarded-dialect.ts'
import { GuardedKysely } from '#central/db/guarded-kysely.ts'
import type { Database } from '#central/db/schema.ts'
import { createSqliteDialect } from '#central/db/sqlite-dialect.ts'
import { cacheStatements } from '#central/db/statement-cache.ts'
import type { Clock } from '#shared/domain/clock.ts'
import type { Dice } from './dice.ts'
import { openRecycled } from './recycle.ts'

/** Central's database file: it outlives the processes that open it. */
export type CentralDisk = {
  raw: SQLite.Database
  statements: ReturnType<typeof cacheStatements>
  /** reads beside all processes, for those who judge */
  rows(sql: string, params: readonly unknown[]): Record<string, unknown>[]
  /** writes are refused as on a full disk */
  full: boolean
  /** share of commits that take time, and how long at most */
  slow: number
  slowByMs: number
  /** as it was at first, for another world */
  recycle(): void
}

/** The same for every world: compiled queries are kept by it. */
let sharedAdapter: ReturnType<Dialect['createAdapter']> | null = null

export function createCentralDisk(template: Buffer): CentralDisk {
  const { raw, reset } = openRecycled(template)
  const statements = cacheStatements(raw)
  const rows: CentralDisk['rows'] = (sql, params) => statements.prepare(sql).all(...params) as Record<string, unknown>[]
  const disk: CentralDisk = {
    ...{ raw, statements, rows, full: false, slow: 0, slowByMs: 0 },
    recycle() {
      reset()
      Object.assign(disk, { full: false, slow: 0, slowByMs: 0 })
    },
  }
  return disk
}

/** What a process that was killed left unfinished was never there. */
export function dropUncommitted({ raw }: CentralDisk): void {
  if (raw.inTransaction) raw.exec('rollback')
}

export type DiskHooks = { beforeCommit?(raw: SQLite.Database): void }

/**
 * One process's way to the disk. Commits may take their time, so that a crash falls before or after one; once
 * `kill` was called nothing asked of it is ever answered.
 */
export function openCentralDatabase(disk: CentralDisk, parts: { clock: Clock; dice: Dice; hooks: DiskHooks }) {
  let alive = true
  const never = new Promise<never>(() => {})
  const pause = (): Promise<void> | undefined =>
    parts.dice.chance(disk.slow)
      ? new Promise((resolve) => parts.clock.schedule(parts.dice.between(1, disk.slowByMs), resolve))
      : undefined
  const inner = createSqliteDialect({ database: disk.statements })

  function wrapDriver(driver: Driver): Driver {
    const { commitTransaction, acquireConnection } = driver
    const acquire = acquireConnection.bind(driver)
    const commit = commitTransaction.bind(driver)
    let wrapped: DatabaseConnection | null = null
    driver.acquireConnection = async (options) => {
      if (!alive) return never
      wrapped ??= wrapConnection(await acquire(options))
      return wrapped
    }
    driver.commitTransaction = async (connection) => {
      parts.hooks.beforeCommit?.(disk.raw)
      await pause()
      if (!alive) return never
      await commit(connection)
      await pause()
      if (!alive) return never
    }
    return driver
  }

  function wrapConnection(connection: DatabaseConnection): DatabaseConnection {
    const execute = connection.executeQuery.bind(connection)
    connection.executeQuery = (query, options) => {
      if (!alive) return never
      if (disk.full && /^(insert|update|delete)/i.test(query.sql)) {
        return Promise.reject(new SQLite.SqliteError('database or disk is full', 'SQLITE_FULL'))
      }
      return execute(query, options)
    }
    return connection
  }

  const dialect: Dialect = {
    createAdapter: () => {
      sharedAdapter ??= inner.createAdapter()
      return sharedAdapter
    },
    createDriver: () => wrapDriver(inner.createDriver()),
    createIntrospector: (db) => inner.createIntrospector(db),
    createQueryCompiler: () => inner.createQueryCompiler(),
  }
  const db = new GuardedKysely<Database>({ dialect: guardDialect(dialect, createLock()) })
  return {
    db,
    kill() {
      alive = false
    },
  }
}
