import { readFileSync } from 'node:fs'
import { cpus, loadavg, release, totalmem } from 'node:os'
import SQLite from 'better-sqlite3'

export type Machine = {
  date: string
  cpu: string
  cores: number
  memoryGb: number
  system: string
  versions: Record<string, string>
  loadBefore: number
}

const libraries = ['better-sqlite3', 'socket.io', 'react', 'kysely', 'zod']

/** What the figures were measured on. */
export function describeMachine(): Machine {
  // exact versions only, so what is asked for is what is installed
  const { dependencies } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    dependencies: Record<string, string>
  }
  const versions: Record<string, string> = { node: process.versions.node, sqlite: readSqliteVersion() }
  for (const name of libraries) versions[name] = dependencies[name] ?? 'unknown'
  return {
    date: new Date().toISOString(),
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${release()}`,
    versions,
    loadBefore: readLoad(),
  }
}

/** Running processes, averaged over the last minute. */
export function readLoad(): number {
  return loadavg()[0] ?? 0
}

function readSqliteVersion(): string {
  const db = new SQLite(':memory:')
  try {
    return (db.prepare('select sqlite_version() as version').get() as { version: string }).version
  } finally {
    db.close()
  }
}
