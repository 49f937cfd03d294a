import { createHash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { Database } from '#central/db/schema.ts'

/** Rows that say what was answered, so that the same question gets the same answer: no part of what people see. */
const BOOKKEEPING = ['applied_command', 'device']

/** One hash over every row of every table (SQLite): equal before and after means that nothing was changed. */
async function digestDatabase(db: Kysely<Database>, leaveOut: readonly string[] = []): Promise<string> {
  const hash = createHash('sha256')
  for (const table of await listTables(db)) {
    if (leaveOut.includes(table)) continue
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(db)
    const lines = rows.map((row) => JSON.stringify(row)).sort()
    hash.update(`${table}\n${lines.join('\n')}\n`)
  }
  return hash.digest('hex')
}

/** The same without the memory of which commands were answered how. */
export function digestRecords(db: Kysely<Database>): Promise<string> {
  return digestDatabase(db, BOOKKEEPING)
}

/** How many rows this connection ever wrote, undone ones included: unchanged means that no row was touched. */
export async function countWrites(db: Kysely<Database>): Promise<number> {
  const { rows } = await sql<{ writes: number }>`select total_changes() as writes`.execute(db)
  return rows[0]?.writes ?? 0
}

async function listTables(db: Kysely<Database>): Promise<string[]> {
  const { rows } = await sql<{
    name: string
  }>`select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name`.execute(db)
  return rows.map((row) => row.name)
}
