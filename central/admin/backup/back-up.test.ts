import { execFileSync, spawnSync } from 'node:child_process'
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import SQLite from 'better-sqlite3'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { ensureEpoch, readEpoch } from '#central/db/event-log.ts'
import { migrate } from '#central/db/migrate.ts'
import { type OpenDatabase, openDatabase } from '#central/db/open-database.ts'
import { noticeRestore } from '#central/site/backup-mark.ts'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import { StartRefused } from '#shared/settings/start-refused.ts'
import { createDatabase, dropDatabase } from '#test/support/databases.ts'
import { backUp } from './back-up.ts'
import { countDumpRows } from './count-dump-rows.ts'
import { reserveFile } from './reserve-file.ts'

/** with every sign that some reader takes for the end of a line */
const FIRST = 'multi\nline \\. and "quotes" 张伟 \u2028\u2029\u0085\v\f\r\n'
const NOW = 1_780_000_000_000
let folder: string
let url = ''
let database: OpenDatabase
const clean: (() => Promise<unknown>)[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ringdesk-backup-'))
  clean.push(() => rm(folder, { recursive: true, force: true }))
})
afterEach(async () => {
  for (const undo of clean.splice(0).reverse()) await undo()
})

async function fill(databaseUrl: string): Promise<void> {
  url = databaseUrl
  database = await openDatabase({ url })
  clean.push(() => database.close())
  await migrate(database.db)
  await ensureEpoch(database.db, () => 'site-1')
  await add('first', FIRST)
}
async function add(key: string, value: string): Promise<void> {
  await database.db.insertInto('setting').values({ key, value }).execute()
}
/** As central does: rows in pairs, each pair in one transaction, until told to stop. */
function writePairs() {
  let going = true
  let pairs = 0
  const done = (async () => {
    while (going) {
      await database.db.transaction().execute(async (tx) => {
        await tx
          .insertInto('setting')
          .values({ key: `left-${pairs}`, value: 'x' })
          .execute()
        await tx
          .insertInto('setting')
          .values({ key: `right-${pairs}`, value: 'x' })
          .execute()
      })
      pairs += 1
      await new Promise((resolve) => setImmediate(resolve))
    }
  })()
  return async () => {
    going = false
    await done
    return pairs
  }
}
/** What a restored copy holds, and that it knows itself for one. */
async function expectRestored(databaseUrl: string, atMost: number): Promise<void> {
  const restored = await openDatabase({ url: databaseUrl })
  try {
    await migrate(restored.db)
    const rows = await restored.db.selectFrom('setting').selectAll().execute()
    const held = new Map(rows.map((row) => [row.key, row.value]))
    expect(held.get('first')).toBe(FIRST)
    const lefts = rows.filter((row) => row.key.startsWith('left-')).length
    expect(lefts).toBeLessThanOrEqual(atMost)
    expect(rows.filter((row) => row.key.startsWith('right-'))).toHaveLength(lefts)
    expect(await noticeRestore(restored.db, NOW + 5, createSeededRandom(1))).toBe(NOW)
    expect(await readEpoch(restored.db)).toMatch(/^site-1\.[0-9a-f]{16}$/)
    expect(await noticeRestore(restored.db, NOW + 9, createSeededRandom(2))).toBeNull()
  } finally {
    await restored.close()
  }
}
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'was not refused',
    (error) => {
      expect(error).toBeInstanceOf(StartRefused)
      return String(error.message)
    },
  )

describe('a backup of SQLite', () => {
  beforeEach(() => fill(`sqlite:${join(folder, 'central.sqlite')}`))

  it('is one moment of a database that is being written, for this user only, and knows that it is a copy', async () => {
    const stopWriting = writePairs()
    const target = join(folder, 'copy.sqlite')
    const answer = await backUp(url, target, NOW)
    const pairs = await stopWriting()
    expect(answer).toEqual({ ok: true, text: expect.stringContaining(`Backed up to ${target}`) })
    expect((await stat(target)).mode & 0o777).toBe(0o600)
    expect((await readdir(folder)).filter((name) => name.startsWith('copy'))).toEqual(['copy.sqlite'])
    expect(pairs).toBeGreaterThan(0)
    await expectRestored(`sqlite:${target}`, pairs)
    expect(await noticeRestore(database.db, NOW, createSeededRandom(1))).toBeNull()
  })

  it('into a folder is named after the moment', async () => {
    await backUp(url, folder, NOW)
    expect(await readdir(folder)).toContain('ringdesk-2026-05-28T20-26-40Z.sqlite')
  })

  it('never overwrites, and leaves nothing behind when it fails', async () => {
    const target = join(folder, 'kept.sqlite')
    await writeFile(target, 'mine')
    expect(await refusal(backUp(url, target, NOW))).toBe(
      `${target} is there already; a backup never overwrites a file.`,
    )
    expect(await readFile(target, 'utf8')).toBe('mine')
    const missing = join(folder, 'missing.sqlite')
    expect(await refusal(backUp(`sqlite:${missing}`, join(folder, 'x'), NOW))).toContain('There is no database')
    expect(await refusal(backUp(url, join(folder, 'no', 'x'), NOW))).toContain('cannot be written in')
    expect(await refusal(backUp('sqlite::memory:', join(folder, 'x'), NOW))).toContain('in memory')
    expect((await readdir(folder)).filter((name) => /^x|missing/.test(name))).toEqual([])
  })

  it('leaves no log of a copy behind that was cut short while it was written to', async () => {
    const file = await reserveFile(join(folder, 'cut.sqlite'), NOW, '.sqlite')
    const copy = new SQLite(file.part)
    copy.pragma('journal_mode = wal')
    copy.exec("create table customer (name text); insert into customer values ('Lin Mei')")
    expect(await readdir(folder)).toContain('cut.sqlite.part-wal')
    await file.giveUp()
    copy.close()
    expect((await readdir(folder)).filter((name) => name.startsWith('cut'))).toEqual([])
  })

  it('of a damaged database is refused', async () => {
    for (let row = 0; row < 200; row += 1) await add(`row-${row}`, 'x'.repeat(500))
    await sql`pragma wal_checkpoint(truncate)`.execute(database.db)
    const bytes = await readFile(join(folder, 'central.sqlite'))
    bytes.fill(0x5a, 4096 * 8, 4096 * 40)
    const damaged = join(folder, 'damaged.sqlite')
    await writeFile(damaged, bytes)
    const told = await refusal(backUp(`sqlite:${damaged}`, join(folder, 'x.sqlite'), NOW))
    expect(told).toMatch(/could not be copied|not sound/)
    expect(await readdir(folder)).not.toContain('x.sqlite')
  })
})

const postgres = inject('postgres')
const noTools = spawnSync('pg_dump', ['--version']).error !== undefined
describe.skipIf('missing' in postgres || noTools)('a backup of PostgreSQL', () => {
  beforeEach(async () => {
    const made = await createDatabase(postgres)
    clean.push(() => dropDatabase(postgres, made.name))
    await fill(made.url)
  })

  it('is one moment of a database that is being written, and psql restores it', async () => {
    const stopWriting = writePairs()
    const target = join(folder, 'copy.sql.gz')
    const answer = await backUp(url, target, NOW)
    const pairs = await stopWriting()
    expect(answer).toEqual({ ok: true, text: expect.stringContaining(`Backed up to ${target}`) })
    expect((await stat(target)).mode & 0o777).toBe(0o600)
    const fresh = await createDatabase(postgres)
    clean.push(() => dropDatabase(postgres, fresh.name))
    const input = gunzipSync(await readFile(target))
    execFileSync('psql', ['-q', '-1', '-v', 'ON_ERROR_STOP=1', '-d', fresh.url], {
      input,
      stdio: ['pipe', 'ignore', 'pipe'],
    })
    await expectRestored(fresh.url, pairs)
  })

  it('without pg_dump is refused in words', async () => {
    const { PATH } = process.env
    process.env.PATH = folder
    try {
      const told = await refusal(backUp(url, join(folder, 'x.sql.gz'), NOW))
      expect(told).toContain('pg_dump is not installed here')
    } finally {
      process.env.PATH = PATH
    }
    expect(await readdir(folder)).toEqual([])
  })

  it('that pg_dump cuts short or fails is not kept', async () => {
    const { PATH } = process.env
    const fake = join(folder, 'pg_dump')
    for (const [script, told] of [
      ['echo "COPY public.setting (key, value) FROM stdin;"; echo a; exit 0', /not whole/],
      ['echo "pg_dump: error: aborting because of server version mismatch" >&2; exit 1', /version mismatch/],
    ] as const) {
      await writeFile(fake, `#!/bin/sh\n${script}\n`)
      await chmod(fake, 0o755)
      process.env.PATH = `${folder}:${PATH}`
      try {
        expect(await refusal(backUp(url, join(folder, 'x.sql.gz'), NOW))).toMatch(told)
      } finally {
        process.env.PATH = PATH
      }
    }
    expect(await readdir(folder)).toEqual(['pg_dump'])
  })
})

it('a dump that lost its end or a row is told from a whole one', async () => {
  const path = join(folder, 'dump.gz')
  const count = async (text: string) => {
    await writeFile(path, gzipSync(text))
    return countDumpRows(path)
  }
  const whole =
    'COPY public."user" (id) FROM stdin;\na\n\\N\n\\.\n\nCOPY public.call (id) FROM stdin;\n\\.\n-- Ringdesk backup complete\n'
  expect(await count(whole)).toEqual({
    rows: new Map([
      ['public.user', 2],
      ['public.call', 0],
    ]),
    complete: true,
  })
  expect((await count(whole.slice(0, -30))).complete).toBe(false)
  const odd = `COPY public.note (id) FROM stdin;\na\u2028b\u2029\u0085c\n${'张'.repeat(200_000)}\n\\.\n-- Ringdesk backup complete`
  expect(await count(odd)).toEqual({ rows: new Map([['public.note', 2]]), complete: true })
  await writeFile(path, gzipSync(whole).subarray(0, 40))
  await expect(countDumpRows(path)).rejects.toThrow()
})
