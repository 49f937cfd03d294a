import type { DatabaseConnection, Dialect, DialectAdapter, Driver } from 'kysely'
import { refuseInsideTransaction } from './guarded-kysely.ts'

/**
 * A dialect whose driver refuses connections to code that already holds one. Kysely's own lock for one-connection
 * databases waits before the driver is asked, for ever; so the lock stands here, behind the refusal. `lock`: of a
 * database that has but one connection.
 */
export function guardDialect(dialect: Dialect, lock?: Lock): Dialect {
  return {
    createAdapter: () => (lock ? claimManyConnections(dialect.createAdapter()) : dialect.createAdapter()),
    createDriver: () => guardDriver(dialect.createDriver(), lock),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  }
}

function claimManyConnections(adapter: DialectAdapter): DialectAdapter {
  return Object.defineProperty(adapter, 'supportsMultipleConnections', { value: true })
}

function guardDriver(driver: Driver, lock: Lock | undefined): Driver {
  const acquire = driver.acquireConnection.bind(driver)
  const release = driver.releaseConnection.bind(driver)
  driver.acquireConnection = async (options) => {
    refuseInsideTransaction()
    await lock?.take()
    return acquire(options)
  }
  driver.releaseConnection = async (connection: DatabaseConnection, options) => {
    await release(connection, options)
    lock?.free()
  }
  return driver
}

export type Lock = { isTaken(): boolean; take(): Promise<void>; free(): void }

/** First come, first served. */
export function createLock(): Lock {
  let taken = false
  const waiting: (() => void)[] = []
  return {
    isTaken: () => taken,
    async take() {
      if (taken) await new Promise<void>((resolve) => waiting.push(resolve))
      taken = true
    },
    free() {
      const next = waiting.shift()
      if (next) next()
      else taken = false
    },
  }
}
