import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { migrate } from '#central/db/migrate.ts'
import { openDatabase } from '#central/db/open-database.ts'
import { seedDemo } from '#central/demo/seed-demo.ts'
import { generateSite } from './generate-site.ts'

/** People and their queues come with these; the rest of the site is generated. */
const DEMO_CUSTOMERS = 200
const folder = join(tmpdir(), 'ringdesk-bench')

/** Where a site of today's schema lies once it is made. `ending`: what follows its name. */
export async function placeSite(customers: number, searchTerms: boolean, ending: string): Promise<string> {
  mkdirSync(folder, { recursive: true })
  return join(folder, `site-${customers}${searchTerms ? '-terms' : ''}-${await hashSchema()}${ending}`)
}

/**
 * The SQLite file of a site with so many customers, made when the temporary folder holds none of today's schema.
 * `searchTerms`: its customers can be searched for, which takes most of the space. It is used where it lies and kept: a bench adds a few calls to it, which is nothing beside what it holds.
 */
export async function findSite(
  customers: number,
  say: (text: string) => void,
  { searchTerms = false } = {},
): Promise<string> {
  const path = await placeSite(customers, searchTerms, '.db')
  if (existsSync(path)) return path
  say(`generating a site of ${customers} customers: ${path}`)
  const draft = `${path}.draft`
  for (const left of [draft, `${draft}-wal`, `${draft}-shm`]) rmSync(left, { force: true })
  const database = await openDatabase({ url: `sqlite:${draft}` })
  try {
    await migrate(database.db)
    const now = Date.now()
    await seedDemo(database.db, { now, customers: DEMO_CUSTOMERS })
    await generateSite(database, { customers, now, searchTerms })
  } finally {
    await database.close()
  }
  renameSync(draft, path)
  return path
}

/** Changes with every table and index, so that a site of another schema is never taken for one of this. */
async function hashSchema(): Promise<string> {
  const { db, close } = await openDatabase({ url: 'sqlite::memory:' })
  try {
    await migrate(db)
    const { rows } = await sql<{ sql: string }>`
      select sql from sqlite_master where sql is not null order by type, name`.execute(db)
    return createHash('sha256')
      .update(rows.map((row) => row.sql).join('\n'))
      .digest('hex')
      .slice(0, 12)
  } finally {
    await close()
  }
}
