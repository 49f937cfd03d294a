import type SQLite from 'better-sqlite3'
import { CompiledQuery } from 'kysely'
import type { Executor } from './executor.ts'

/** Where SQLite's statements come from, prepared once each. */
export type StatementSource = Pick<SQLite.Database, 'prepare'>

export type StatementResult<R> = { rows: R[]; changed: number }

const lent = new WeakMap<object, StatementSource>()
const idle = new WeakMap<object, () => StatementSource | null>()

/** From now on this transaction or connection, which has SQLite to itself, runs prepared statements on it directly. */
export function lendSource(executor: object, source: StatementSource): void {
  lent.set(executor, source)
}

/** From now on what is asked of this database outside of them runs directly too, whenever `find` gives a source. */
export function lendWhileIdle(executor: object, find: () => StatementSource | null): void {
  idle.set(executor, find)
}

/** It has ended: what still comes goes the long way, and is refused there. */
export function takeSourceBack(executor: object): void {
  lent.delete(executor)
}

/**
 * Runs a statement that is text already. SQLite answers at once, so it is asked directly, inside a transaction or while
 * nobody holds its one connection: Kysely's way there is a dozen promises, which cost more than a small statement.
 */
export async function runStatement<R>(
  db: Executor,
  sql: string,
  parameters: readonly unknown[],
): Promise<StatementResult<R>> {
  const source = lent.get(db) ?? idle.get(db)?.()
  if (!source) {
    const { rows, numAffectedRows } = await db.executeQuery<R>(CompiledQuery.raw(sql, [...parameters]))
    return { rows, changed: Number(numAffectedRows ?? 0) }
  }
  const statement = source.prepare(sql)
  if (statement.reader) return { rows: statement.all(parameters) as R[], changed: 0 }
  return { rows: [], changed: statement.run(parameters).changes }
}
