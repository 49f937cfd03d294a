import { type Insertable, PostgresAdapter } from 'kysely'
import type { Executor } from './executor.ts'
import { nameStatement } from './name-statements.ts'
import { runStatement } from './run-statement.ts'
import type { Database } from './schema.ts'

/** SQLite takes 32,766 variables in a statement; a few thousand are as fast, and cheaper to parse. */
const VARIABLES = 4_000
/** Rows sent to PostgreSQL as one JSON parameter. */
const JSON_ROWS = 2_000

/**
 * Inserts many full rows as fast as an ordinary connection can: every row must have the same columns as the first.
 * `ending` is what follows the rows, in words both databases know: `on conflict …`, `returning …`; what it returns
 * is the answer. Without it conflicts throw. A plain text, because building a statement of thousands of values node
 * by node costs more than running it.
 */
export async function insertInBulk<T extends keyof Database & string>(
  tx: Executor,
  table: T,
  rows: readonly Insertable<Database[T]>[],
  ending = '',
): Promise<Record<string, unknown>[]> {
  const [first] = rows
  if (!first) return []
  const columns = Object.keys(first)
  const build = tx.getExecutor().adapter instanceof PostgresAdapter ? buildJson : buildValues
  const answers: Record<string, unknown>[] = []
  for (const { sql, parameters } of build(table, columns, rows as readonly Record<string, unknown>[], ending)) {
    const answer = await runStatement<Record<string, unknown>>(tx, sql, parameters)
    answers.push(...answer.rows)
  }
  return answers
}

type Statement = { sql: string; parameters: unknown[] }

function* buildJson(table: string, columns: string[], rows: readonly object[], ending: string): Generator<Statement> {
  const names = columns.map((column) => `"${column}"`).join(', ')
  const sql = `insert into "${table}" (${names}) select ${names} from json_populate_recordset(null::"${table}", $1) ${ending}`
  nameStatement(sql)
  for (let from = 0; from < rows.length; from += JSON_ROWS) {
    yield { sql, parameters: [JSON.stringify(rows.slice(from, from + JSON_ROWS))] }
  }
}

function* buildValues(
  table: string,
  columns: string[],
  rows: readonly Record<string, unknown>[],
  ending: string,
): Generator<Statement> {
  const size = Math.max(1, Math.floor(VARIABLES / columns.length))
  const names = columns.map((column) => `"${column}"`).join(', ')
  const tuple = `(${columns.map(() => '?').join(', ')})`
  for (let from = 0; from < rows.length; from += size) {
    const part = rows.slice(from, from + size)
    const parameters: unknown[] = []
    for (const row of part) for (const column of columns) parameters.push(row[column])
    const tuples = new Array<string>(part.length).fill(tuple).join(', ')
    yield { sql: `insert into "${table}" (${names}) values ${tuples} ${ending}`, parameters }
  }
}
