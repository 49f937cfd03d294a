import type { Compilable, DialectAdapter } from 'kysely'
import type { Executor } from './executor.ts'
import { nameStatement } from './name-statements.ts'
import { runStatement, type StatementResult } from './run-statement.ts'

/** Stands for a parameter while a query is built; its value takes its place when the query runs. */
class Slot {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

type Values = Record<string, string | number | null>

/**
 * A query that is built once per database and then only run. Building costs several times what running a small
 * look-up does, and a ring needs a dozen of them. `build` sees slots in place of values: it must hand each on as a
 * parameter and never look at it (no conditions on it). `blind`: as in `nameStatement`.
 */
export function prepareQuery<P extends Values, R>(
  build: (db: Executor, slots: P) => Compilable<R>,
  options: { blind?: boolean } = {},
): (db: Executor, params: P) => Promise<R[]> {
  const run = prepare(build, options)
  return async (db, params) => (await run(db, params)).rows
}

/** The same for what changes rows and returns none; answers how many. */
export function prepareChange<P extends Values>(
  build: (db: Executor, slots: P) => Compilable,
): (db: Executor, params: P) => Promise<number> {
  const run = prepare(build)
  return async (db, params) => (await run(db, params)).changed
}

function prepare<P extends Values, R>(
  build: (db: Executor, slots: P) => Compilable<R>,
  options: { blind?: boolean } = {},
) {
  const slots = new Proxy({} as P, { get: (_, name) => new Slot(String(name)) })
  const cache = new WeakMap<DialectAdapter, { sql: string; parameters: readonly unknown[] }>()
  return (db: Executor, params: P): Promise<StatementResult<R>> => {
    const { adapter } = db.getExecutor()
    let built = cache.get(adapter)
    if (!built) {
      built = build(db, slots).compile()
      cache.set(adapter, built)
      nameStatement(built.sql, options)
    }
    const values = built.parameters.map((value) => (value instanceof Slot ? params[value.name] : value))
    return runStatement<R>(db, built.sql, values)
  }
}

/**
 * The same for a query over a list of ids, built once for each power of two: a shorter list is filled up with its
 * last id, which `in` does not mind. An empty list reads nothing. `P`: what else the query takes.
 */
export function prepareListQuery<R, P extends Values = Record<never, never>>(
  build: (db: Executor, ids: readonly string[], slots: P) => Compilable<R>,
): (db: Executor, ids: readonly string[], ...rest: keyof P extends never ? [] : [params: P]) => Promise<R[]> {
  const bySize = new Map<number, ReturnType<typeof prepareQuery<Values, R>>>()
  return async (db, ids, ...[params]) => {
    const last = ids.at(-1)
    if (last === undefined) return []
    const size = 2 ** Math.ceil(Math.log2(ids.length))
    const names = Array.from({ length: size }, (_, index) => String(index))
    const run =
      bySize.get(size) ??
      prepareQuery((one, slots: Values) =>
        build(
          one,
          names.map((name) => slots[name] as string),
          slots as P,
        ),
      )
    bySize.set(size, run)
    const values: Values = { ...params }
    for (const [index, name] of names.entries()) values[name] = ids[index] ?? last
    return run(db, values)
  }
}
