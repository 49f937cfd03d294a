import { CompiledQuery, type Insertable, PostgresAdapter } from 'kysely'
import type { Executor } from './executor.ts'
import type { Database } from './schema.ts'

/** SQLite takes 32,766 variables in a statement; a few thousand are as fast, and cheaper to parse. */
const VARIABLES = 4_000
/** Rows sent to PostgreSQL as one JSON parameter. */
const JSON_ROWS = 2_000

/**
 * Inserts many full rows as fast as an ordinary connection can: every row must have the same columns as the first.
 * For demo and bench data; conflicts throw.
 */
export async function insertInBulk<T extends keyof Database & string>(
  tx: Executor,
  table: T,
  rows: readonly Insertable<Database[T]>[],
): Promise<void> {
  const [first] = rows
  if (!first) return
  const columns = Object.keys(first)
  const insert = tx.getExecutor().adapter instanceof PostgresAdapter ? insertAsJson : insertAsValues
  await insert(tx, table, columns, rows as readonly Record<string, unknown>[])
}

async function insertAsJson(tx: Executor, table: string, columns: string[], rows: readonly object[]): Promise<void> {
  const names = columns.map((column) => `"${column}"`).join(', ')
  const sql = `insert into "${table}" (${names}) select ${names} from json_populate_recordset(null::"${table}", $1)`
  for (let from = 0; from < rows.length; from += JSON_ROWS) {
    await tx.executeQuery(CompiledQuery.raw(sql, [JSON.stringify(rows.slice(from, from + JSON_ROWS))]))
  }
}

async function insertAsValues(
  tx: Executor,
  table: string,
  columns: string[],
  rows: readonly Record<string, unknown>[],
): Promise<void> {
  const size = Math.max(1, Math.floor(VARIABLES / columns.length))
  const names = columns.map((column) => `"${column}"`).join(', ')
  const tuple = `(${columns.map(() => '?').join(', ')})`
  for (let from = 0; from < rows.length; from += size) {
    const part = rows.slice(from, from + size)
    const values: unknown[] = []
    for (const row of part) for (const column of columns) values.push(row[column])
    const sql = `insert into "${table}" (${names}) values ${new Array<string>(part.length).fill(tuple).join(', ')}`
    await tx.executeQuery(CompiledQuery.raw(sql, values))
  }
}
