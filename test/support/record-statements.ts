import { type CompiledQuery, createQueryId, type Kysely, type KyselyPlugin, sql } from 'kysely'
import type { Dialect } from '#central/db/open-database.ts'
import type { Database } from '#central/db/schema.ts'

/** The database again, remembering every statement run through it. */
export function recordStatements(db: Kysely<Database>): { db: Kysely<Database>; statements: CompiledQuery[] } {
  const statements: CompiledQuery[] = []
  const plugin: KyselyPlugin = {
    transformQuery({ node }) {
      statements.push(db.getExecutor().compileQuery(node, createQueryId()))
      return node
    },
    transformResult: async ({ result }) => result,
  }
  return { db: db.withPlugin(plugin), statements }
}

/** What of a statement reads whole tables although an index could serve; empty when nothing does. */
export async function findScans(db: Kysely<Database>, dialect: Dialect, statement: CompiledQuery): Promise<string[]> {
  return dialect === 'sqlite' ? findSqliteScans(db, statement) : findPostgresScans(db, statement)
}

async function findSqliteScans(db: Kysely<Database>, statement: CompiledQuery): Promise<string[]> {
  const plan = await db.executeQuery<{ detail: string }>({ ...statement, sql: `explain query plan ${statement.sql}` })
  // "SCAN 3 CONSTANT ROWS" and scans of a subquery's few rows are no tables
  return plan.rows.map((row) => row.detail).filter((detail) => /^SCAN (?!CONSTANT|\d|\(|LIST)/.test(detail))
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
