import { once } from 'node:events'
import { chmodSync, createWriteStream, rmSync } from 'node:fs'
import { join } from 'node:path'
import type SQLite from 'better-sqlite3'
import { type Kysely, sql } from 'kysely'
import type { Database } from '#central/db/schema.ts'

/** Characters that are written to the file at a time. */
const CHUNK = 2 ** 20

/**
 * Copies every row of a site into the same tables of a PostgreSQL server on this machine, which reads them from a file
 * in `folder`: for tens of millions of rows the only way that takes minutes.
 */
export async function copyRows(site: SQLite.Database, db: Kysely<Database>, folder: string): Promise<void> {
  const tables = site
    .prepare<[], string>(
      `select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\' and name not like 'kysely\\_%' escape '\\'`,
    )
    .pluck()
    .all()
  const file = join(folder, 'rows')
  for (const table of tables) {
    const columns = site.prepare<[], string>(`select name from pragma_table_info('${table}')`).pluck().all()
    const names = columns.map((column) => `"${column}"`).join(', ')
    await writeRows(site.prepare<[], unknown[]>(`select ${names} from "${table}"`).raw(), file)
    // what a transaction copies into a table that it emptied itself needs no log
    await db.transaction().execute(async (tx) => {
      await sql.raw(`truncate "${table}"`).execute(tx)
      await sql.raw(`copy "${table}" (${names}) from '${file}'`).execute(tx)
    })
    rmSync(file)
  }
}

async function writeRows(rows: SQLite.Statement<[], unknown[]>, file: string): Promise<void> {
  const out = createWriteStream(file)
  let text = ''
  for (const row of rows.iterate()) {
    for (const [index, value] of row.entries()) text += index === 0 ? writeValue(value) : `\t${writeValue(value)}`
    text += '\n'
    if (text.length < CHUNK) continue
    if (!out.write(text)) await once(out, 'drain')
    text = ''
  }
  out.end(text)
  await once(out, 'finish')
  // the server may run as somebody else
  chmodSync(file, 0o644)
}

/** As COPY reads it. */
function writeValue(value: unknown): string {
  if (value === null) return '\\N'
  const text = String(value)
  return /[\\\t\n\r]/.test(text) ? text.replace(/[\\\t\n\r]/g, (sign) => `\\${ESCAPES[sign] ?? sign}`) : text
}

const ESCAPES: Record<string, string> = { '\t': 't', '\n': 'n', '\r': 'r' }
