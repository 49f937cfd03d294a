import { type Insertable, PostgresAdapter, type Selectable, type Updateable } from 'kysely'
import type { Executor } from './executor.ts'
import { nameStatement } from './name-statements.ts'
import { runStatement } from './run-statement.ts'
import type { Database } from './schema.ts'

type Table = keyof Database & string

/** Inserts one row. The text is put together once per table and columns: a builder would cost more than the insert. */
export async function insertRow<T extends Table>(tx: Executor, table: T, row: Insertable<Database[T]>): Promise<void> {
  await insert(tx, table, row, '')
}

/** Inserts one row unless a unique one of its kind is there. False: it is, and nothing changed. */
export async function insertRowOnce<T extends Table>(
  tx: Executor,
  table: T,
  row: Insertable<Database[T]>,
): Promise<boolean> {
  return (await insert(tx, table, row, ' on conflict do nothing')) === 1
}

/** Changes the rows in which these columns hold these values, none of them null; answers how many. */
export function updateRows<T extends Table>(
  tx: Executor,
  table: T,
  where: Partial<Selectable<Database[T]>>,
  change: Updateable<Database[T]>,
): Promise<number> {
  const changed = Object.keys(change)
  const fixed = Object.keys(where)
  const key = `update ${table} ${changed.join()} ${fixed.join()}`
  const build = (mark: Mark) => {
    const set = changed.map((column, index) => `"${column}" = ${mark(index)}`)
    const guard = fixed.map((column, index) => `"${column}" = ${mark(changed.length + index)}`)
    return `update "${table}" set ${set.join(', ')} where ${guard.join(' and ')}`
  }
  return run(tx, key, build, [...Object.values(change), ...Object.values(where)])
}

function insert(tx: Executor, table: string, row: object, ending: string): Promise<number> {
  const columns = Object.keys(row)
  const build = (mark: Mark) => {
    const names = columns.map((column) => `"${column}"`)
    const marks = columns.map((_, index) => mark(index))
    return `insert into "${table}" (${names.join(', ')}) values (${marks.join(', ')})${ending}`
  }
  return run(tx, `insert ${table} ${columns.join()}${ending}`, build, Object.values(row))
}

/** How a database writes its n-th parameter. */
type Mark = (index: number) => string
type Texts = { mark: Mark; byKey: Map<string, string> }
const sqlite: Texts = { mark: () => '?', byKey: new Map() }
const postgres: Texts = { mark: (index) => `$${index + 1}`, byKey: new Map() }

async function run(tx: Executor, key: string, build: (mark: Mark) => string, values: unknown[]): Promise<number> {
  const { mark, byKey } = tx.getExecutor().adapter instanceof PostgresAdapter ? postgres : sqlite
  let text = byKey.get(key)
  if (text === undefined) {
    text = build(mark)
    byKey.set(key, text)
    nameStatement(text)
  }
  return (await runStatement(tx, text, values)).changed
}
