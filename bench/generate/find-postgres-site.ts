import { existsSync, renameSync, rmSync } from 'node:fs'
import SQLite from 'better-sqlite3'
import { sql } from 'kysely'
import { migrate } from '#central/db/migrate.ts'
import { openDatabase } from '#central/db/open-database.ts'
import { startPostgres } from '#test/support/postgres.ts'
import { copyRows } from './copy-rows.ts'
import { findSite, placeSite } from './find-site.ts'
import { dropIndexes } from './indexes.ts'

/**
 * The folder of a PostgreSQL server that holds the very rows of the SQLite site of this size, search terms included;
 * made when the temporary folder has none of today's schema, and kept. To be started with `startPostgres({ kept })`.
 */
export async function findPostgresSite(customers: number, say: (text: string) => void): Promise<string> {
  const path = await placeSite(customers, true, '-postgres')
  if (existsSync(path)) return path
  const source = await findSite(customers, say, { searchTerms: true })
  say(`copying it to PostgreSQL: ${path}`)
  const draft = `${path}.draft`
  rmSync(draft, { recursive: true, force: true })
  const server = await startPostgres({ kept: draft })
  try {
    await fill(server.url, source, draft)
  } finally {
    await server.stop()
  }
  renameSync(draft, path)
  return path
}

async function fill(url: string, source: string, folder: string): Promise<void> {
  const { db, close } = await openDatabase({ url })
  const site = new SQLite(source, { readonly: true })
  try {
    await migrate(db)
    const rebuild = await dropIndexes(db, 'postgres')
    await copyRows(site, db, folder)
    await sql`alter system set maintenance_work_mem = '1GB'`.execute(db)
    await sql`select pg_reload_conf()`.execute(db)
    await rebuild()
    await sql`alter system reset maintenance_work_mem`.execute(db)
    await sql`vacuum analyze`.execute(db)
  } finally {
    site.close()
    await close()
  }
}
