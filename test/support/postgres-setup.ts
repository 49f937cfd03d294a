import type { TestProject } from 'vitest/node'
import { findPostgres } from '#scripts/lib/find-postgres.mjs'
import { startPostgres, type TestPostgres } from './postgres.ts'

/** What a test file learns by `inject('postgres')`. */
export type PostgresForTests = { url: string } | { missing: string }

declare module 'vitest' {
  export interface ProvidedContext {
    postgres: PostgresForTests
  }
}

// vitest loads this file once per project; all of them share one server
const shared = globalThis as { ringdeskPostgres?: { server: Promise<TestPostgres>; users: number } }

/** vitest globalSetup: one real PostgreSQL for the run, or the one named by RINGDESK_TEST_DATABASE_URL. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const named = process.env.RINGDESK_TEST_DATABASE_URL
  if (named) {
    project.provide('postgres', { url: named })
    return undefined
  }
  if (!findPostgres()) {
    const missing = 'no PostgreSQL server is installed and RINGDESK_TEST_DATABASE_URL is not set'
    if (process.env.CI) throw new Error(missing)
    project.provide('postgres', { missing })
    return undefined
  }
  shared.ringdeskPostgres ??= { server: startPostgres(), users: 0 }
  const held = shared.ringdeskPostgres
  held.users += 1
  const server = await held.server
  project.provide('postgres', { url: server.url })
  return async () => {
    held.users -= 1
    if (held.users > 0) return
    delete shared.ringdeskPostgres
    await server.stop()
  }
}
