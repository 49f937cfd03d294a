import { spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { BACKUP_MARK } from '#central/site/backup-mark.ts'
import { StartRefused } from '#shared/settings/start-refused.ts'
import { countDumpRows, DUMP_END } from './count-dump-rows.ts'

type Moment = { snapshot: string; schema: string; rows: ReadonlyMap<string, number> }

/**
 * Dumps the database as compressed SQL into `part`, with `pg_dump` and from one moment of it; central goes on
 * writing. Read back afterwards: every table must hold as many rows as that moment had. Refuses with StartRefused.
 */
export async function backUpPostgres(url: string, part: string, takenAt: number): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  try {
    await client.connect()
  } catch (error) {
    throw new StartRefused(`The database (postgres) cannot be opened: ${describe(error)}.`)
  }
  try {
    await client.query('begin isolation level repeatable read, read only')
    const moment = await readMoment(client)
    if (moment.rows.size === 0) throw new StartRefused('This database holds no tables: there is nothing to back up.')
    await dump(url, moment, part, takenAt)
    await compare(part, moment)
  } finally {
    await client.end()
  }
}

async function readMoment(client: pg.Client): Promise<Moment> {
  const { rows: facts } = await client.query<{ snapshot: string; schema: string }>(
    'select pg_export_snapshot() as snapshot, current_schema() as schema',
  )
  const { snapshot = '', schema = '' } = facts[0] ?? {}
  const { rows: tables } = await client.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = $1 and table_type = 'BASE TABLE'",
    [schema],
  )
  const rows = new Map<string, number>()
  for (const { name } of tables) {
    const counted = await client.query(`select count(*) as n from ${client.escapeIdentifier(name)}`)
    rows.set(`${schema}.${name}`, Number(counted.rows[0]?.n))
  }
  return { snapshot, schema, rows }
}

/** The mark goes in last, as SQL: whoever restores the file gets a database that knows it is a copy. */
async function dump(url: string, { snapshot, schema }: Moment, part: string, takenAt: number): Promise<void> {
  const { address, password } = partPassword(url)
  const options = ['--format=plain', '--no-owner', '--no-privileges', '--encoding=UTF8']
  const child = spawn('pg_dump', [...options, `--snapshot=${snapshot}`, `--dbname=${address}`], {
    // the password stays out of the list of processes
    env: { ...process.env, ...(password === null ? {} : { PGPASSWORD: password }) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let words = ''
  child.stderr.on('data', (chunk) => {
    words += String(chunk)
  })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  const mark = `
INSERT INTO "${schema}".setting (key, value) VALUES ('${BACKUP_MARK}', '${takenAt}')
  ON CONFLICT (key) DO UPDATE SET value = excluded.value;
${DUMP_END}
`
  const written = pipeline(
    async function* () {
      for await (const chunk of child.stdout) yield chunk
      if ((await ended) !== 0) throw new StartRefused(`pg_dump failed: ${words.trim().split('\n').at(-1) || 'no word'}`)
      yield mark
    },
    createGzip(),
    createWriteStream(part, { flags: 'w', mode: 0o600 }),
  )
  const [result] = await Promise.allSettled([written, ended])
  if (result.status === 'fulfilled') return
  if (isCode(result.reason, 'ENOENT')) {
    throw new StartRefused(
      'pg_dump is not installed here: install the PostgreSQL client programs of the server’s version or newer, or run this where they are.',
    )
  }
  throw result.reason
}

async function compare(part: string, { rows }: Moment): Promise<void> {
  const found = await countDumpRows(part)
  const wrong = [...rows].find(([table, count]) => found.rows.get(table) !== count)
  if (found.complete && !wrong) return
  const what = wrong ? `${wrong[0]} has ${found.rows.get(wrong[0]) ?? 'no'} rows, not ${wrong[1]}` : 'it has no end'
  throw new StartRefused(`The dump is not whole (${what}); nothing was kept.`)
}

function partPassword(url: string): { address: string; password: string | null } {
  const address = new URL(url)
  const password = address.password === '' ? null : decodeURIComponent(address.password)
  address.password = ''
  return { address: address.href, password }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

function describe(error: unknown): string {
  return (error instanceof Error && error.message.split('\n', 1)[0]) || 'no answer'
}
