import { type Kysely, sql } from 'kysely'
import type { Database } from '#central/db/schema.ts'

/** What may be written though the answer was no: which commands were answered how, who was last seen when, who tried. */
const REMEMBERED = ['applied_command', 'device', 'session', 'audit']

/**
 * Counts committed changes of every other table from here on (SQLite, triggers): a rolled back write is none. Cheap
 * enough to ask after each of a hundred thousand requests.
 */
export async function watchChanges(db: Kysely<Database>): Promise<() => Promise<number>> {
  await sql`create temp table edge_changes (n integer)`.execute(db)
  await sql`insert into edge_changes values (0)`.execute(db)
  const { rows } = await sql<{
    name: string
  }>`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`.execute(db)
  for (const { name } of rows.filter((row) => !REMEMBERED.includes(row.name))) {
    const { rows: columns } = await sql<{ name: string }>`select name from pragma_table_info(${name})`.execute(db)
    // holding a row, by writing it as it is or by counting its version up, changes nothing
    const differs = columns
      .filter((column) => column.name !== 'version')
      .map((column) => `old."${column.name}" is not new."${column.name}"`)
      .join(' or ')
    for (const act of ['insert', 'update', 'delete']) {
      const when = act === 'update' ? `when ${differs}` : ''
      const count = 'begin update edge_changes set n = n + 1; end'
      await sql
        .raw(`create temp trigger edge_${name}_${act} after ${act} on main."${name}" ${when} ${count}`)
        .execute(db)
    }
  }
  const read = sql<{ n: number }>`select n from edge_changes`
  return async () => (await read.execute(db)).rows[0]?.n ?? 0
}

/**
 * How many rows this connection ever wrote, undone ones included: unchanged means that no row was touched at all. What
 * the audit log says of a refusal is not counted.
 */
export async function countWrites(db: Kysely<Database>): Promise<number> {
  const { rows } = await sql<{
    writes: number
  }>`select total_changes() - (select count(*) from audit) as writes`.execute(db)
  return rows[0]?.writes ?? 0
}
