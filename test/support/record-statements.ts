import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  sql,
} from 'kysely'
import type { Dialect } from '#central/db/open-database.ts'
import type { Database } from '#central/db/schema.ts'
import { SteadyQueryCompiler } from '#central/db/sqlite-dialect.ts'

/** The database again, through the same connections, remembering every statement that is run. */
export function recordStatements(db: Kysely<Database>): { db: Kysely<Database>; statements: CompiledQuery[] } {
  const statements: CompiledQuery[] = []
  const connection: DatabaseConnection = {
    executeQuery<R>(query: CompiledQuery) {
      statements.push(query)
      return db.executeQuery<R>(query as CompiledQuery<R>)
    },
    streamQuery() {
      throw new Error('nothing streams here')
    },
  }
  const nothing = async () => {}
  const driver: Driver = {
    init: nothing,
    acquireConnection: async () => connection,
    releaseConnection: nothing,
    beginTransaction: nothing,
    commitTransaction: nothing,
    rollbackTransaction: nothing,
    destroy: nothing,
  }
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter
  const dialect = {
    createAdapter: () => (postgres ? new PostgresAdapter() : new SqliteAdapter()),
    createDriver: () => driver,
    createIntrospector: (one: Kysely<unknown>) =>
      postgres ? new PostgresIntrospector(one) : new SqliteIntrospector(one),
    createQueryCompiler: () => (postgres ? new PostgresQueryCompiler() : new SteadyQueryCompiler()),
  }
  return { db: new Kysely<Database>({ dialect }), statements }
}

/** What of a statement reads whole tables although an index could serve; empty when nothing does. */
export async function findScans(db: Kysely<Database>, dialect: Dialect, statement: CompiledQuery): Promise<string[]> {
  return dialect === 'sqlite' ? findSqliteScans(db, statement) : findPostgresScans(db, statement)
}

async function findSqliteScans(db: Kysely<Database>, statement: CompiledQuery): Promise<string[]> {
  const plan = await db.executeQuery<{ detail: string }>({ ...statement, sql: `explain query plan ${statement.sql}` })
  const details = plan.rows.map((row) => row.detail)
  // the rows of a subquery, and "3 CONSTANT ROWS", are no tables
  const subqueries = new Set(details.flatMap((detail) => /^(?:CO-ROUTINE|MATERIALIZE) (\S+)/.exec(detail)?.[1] ?? []))
  const scanned = (detail: string) => /^SCAN (?!CONSTANT)([a-z]\S*)/.exec(detail)?.[1]
  return details.filter((detail) => {
    const table = scanned(detail)
    return table !== undefined && !subqueries.has(table)
  })
}

type PlanNode = { 'Node Type': string; 'Relation Name'?: string; 'Index Cond'?: string; Plans?: PlanNode[] }

/** Small tables are always cheapest to read whole: with that forbidden, what remains has no index to use. */
async function findPostgresScans(db: Kysely<Database>, statement: CompiledQuery): Promise<string[]> {
  return db.transaction().execute(async (tx) => {
    for (const setting of ['enable_seqscan', 'enable_hashjoin', 'enable_mergejoin', 'enable_bitmapscan']) {
      await sql.raw(`set local ${setting} = off`).execute(tx)
    }
    const { rows } = await tx.executeQuery<{ 'QUERY PLAN': { Plan: PlanNode }[] }>({
      ...statement,
      sql: `explain (format json) ${statement.sql}`,
    })
    return rows.flatMap((row) => row['QUERY PLAN'].flatMap(({ Plan }) => collectScans(Plan)))
  })
}

function collectScans(node: PlanNode): string[] {
  const isIndex = /^Index (Only )?Scan/.test(node['Node Type'])
  const scans = node['Node Type'] === 'Seq Scan' || (isIndex && !node['Index Cond'])
  const own = scans ? [`${node['Node Type']} ${node['Relation Name']}`] : []
  return [...own, ...(node.Plans ?? []).flatMap(collectScans)]
}
