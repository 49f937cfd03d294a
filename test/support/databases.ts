import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, describe, inject } from 'vitest'
import { migrate } from '#central/db/migrate.ts'
import { type OpenDatabase, openDatabase } from '#central/db/open-database.ts'
import type { PostgresForTests } from './postgres-setup.ts'

/** Opens an empty, migrated database of its own; it is closed and dropped after the suite. */
export type OpenTestDatabase = () => Promise<OpenDatabase>

/** Runs a suite on SQLite in memory and on PostgreSQL; without a server the latter is skipped, named and counted. */
export function describeOnDatabases(name: string, suite: (open: OpenTestDatabase) => void): void {
  describe(`${name} (SQLite)`, () => {
    const opened: OpenDatabase[] = []
    suite(async () => {
      const database = await openDatabase({ url: 'sqlite::memory:' })
      opened.push(database)
      await migrate(database.db)
      return database
    })
    afterAll(async () => {
      for (const database of opened) await database.close()
    })
  })
  describeOnPostgres(`${name} (PostgreSQL)`, suite)
}

/** The PostgreSQL half of `describeOnDatabases`, for what only a server with real concurrency can show. */
export function describeOnPostgres(name: string, suite: (open: OpenTestDatabase) => void): void {
  const postgres = inject('postgres')
  if ('missing' in postgres) {
    // collected but never run, so that each test that did not happen is counted
    describe.skip(`${name}: ${postgres.missing}`, () => suite(() => Promise.reject(new Error(postgres.missing))))
    return
  }
  describe(name, () => {
    const copies = createCopies(postgres.url)
    suite(copies.open)
    afterAll(copies.drop)
  })
}

/** Migrates one template, then copies it: a copy costs about 60 ms, a migration several times that. */
function createCopies(serverUrl: string) {
  const prefix = `ringdesk_test_${randomBytes(6).toString('hex')}`
  const opened: OpenDatabase[] = []
  const names: string[] = []
  let template: Promise<string> | undefined

  async function createTemplate(): Promise<string> {
    const name = `${prefix}_template`
    await execute(serverUrl, `create database ${name}`)
    names.push(name)
    const database = await openDatabase({ url: nameDatabase(serverUrl, name) })
    await migrate(database.db)
    await database.close()
    return name
  }

  return {
    async open(): Promise<OpenDatabase> {
      template ??= createTemplate()
      const source = await template
      const name = `${prefix}_${names.length}`
      names.push(name)
      await execute(serverUrl, `create database ${name} template ${source}`)
      const database = await openDatabase({ url: nameDatabase(serverUrl, name) })
      opened.push(database)
      return database
    },
    async drop(): Promise<void> {
      for (const database of opened) await database.close()
      for (const name of names) await execute(serverUrl, `drop database if exists ${name} with (force)`)
    },
  }
}

/** An empty database of its own on the run's PostgreSQL. Throws when there is none. */
export async function createDatabase(postgres: PostgresForTests): Promise<{ name: string; url: string }> {
  if ('missing' in postgres) throw new Error(postgres.missing)
  const name = `ringdesk_test_${randomBytes(6).toString('hex')}`
  await execute(postgres.url, `create database ${name}`)
  return { name, url: nameDatabase(postgres.url, name) }
}

export async function dropDatabase(postgres: PostgresForTests, name: string): Promise<void> {
  if ('url' in postgres) await execute(postgres.url, `drop database if exists ${name} with (force)`)
}

function nameDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
