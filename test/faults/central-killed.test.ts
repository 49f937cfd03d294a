import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import SQLite from 'better-sqlite3'
import { describe, expect, inject, it } from 'vitest'
import { type OpenDatabase, openDatabase } from '#central/db/open-database.ts'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import { findFreePort } from '#test/e2e/support/free-port.ts'
import { createDatabase, dropDatabase } from '#test/support/databases.ts'
import { QUIET_DEMO } from '#test/support/demo-central.ts'
import { chooseSize } from '#test/support/faults/campaign-size.ts'
import { expectAcknowledgedKept, expectAllWrittenOnce } from '#test/support/faults/judge-writings.ts'
import { createKillableCentral } from '#test/support/faults/killable-central.ts'
import { openWritingAgent, type WritingAgent } from '#test/support/faults/writing-agent.ts'

const KILLS = chooseSize('RINGDESK_KILLS', { small: 10, full: 500 })
const LOGINS = ['mei', 'ava', 'jon', 'zihang']
/** From where on the random moments are drawn: the same again shows the same mix, not the same microsecond. */
const SEED = chooseSize('RINGDESK_KILLS_SEED', { small: 1, full: 1 })
/** Some kills come while central is still starting: no longer after its begin than this. */
const START_MS = 1_000
const LIVE_MS = 700

async function runCampaign(databaseUrl: string, folder: string, afterKill: () => void): Promise<void> {
  const random = createSeededRandom(SEED)
  const port = await findFreePort()
  const central = createKillableCentral(
    [`--data-dir=${join(folder, 'c')}`, `--central-port=${port}`, ...QUIET_DEMO],
    // the cache only spares each start the reading of our own sources: more kills in the same time
    { DATABASE_URL: databaseUrl, RINGDESK_LOG_LEVEL: 'warn', NODE_COMPILE_CACHE: join(folder, 'compiled') },
  )
  const open = () => openDatabase({ url: databaseUrl })
  const agents: WritingAgent[] = []
  let writing = true
  const starts: number[] = []
  try {
    await central.start()
    agents.push(...(await use(open, (db) => openAgents(db, `http://127.0.0.1:${port}`, folder, random))))
    const writers = agents.map((agent) => writeOn(agent, random, () => writing))
    let acknowledged = 0
    let atStart = 0
    for (let kill = 1; kill <= KILLS; kill += 1) {
      await delay(random.next() * LIVE_MS)
      await central.kill()
      afterKill()
      if (kill % 5 === 0) acknowledged += await use(open, (db) => expectAcknowledgedKept(db, agents))
      if (random.next() < 0.25) {
        atStart += 1
        central.begin()
        await delay(random.next() * START_MS)
        await central.kill()
      }
      starts.push(await central.start())
    }
    writing = false
    await Promise.all(writers)
    for (const { desk } of agents) await expect.poll(() => desk.countUnsent(), { timeout: 60_000 }).toBe(0)
    await use(open, async (db) => {
      acknowledged += await expectAcknowledgedKept(db, agents)
      await expectAllWrittenOnce(db, agents)
    })
    expect(acknowledged).toBe(agents.reduce((sum, agent) => sum + agent.writings.commands, 0))
    starts.sort((a, b) => a - b)
    console.info(
      `${KILLS + atStart} kills (${atStart} while starting), ${acknowledged} commands acknowledged; ` +
        `starts p50 ${pick(starts, 0.5)} ms, p95 ${pick(starts, 0.95)} ms`,
    )
  } finally {
    writing = false
    for (const { desk } of agents) await desk.stop()
    await central.stop()
  }
}

async function use<T>(open: () => Promise<OpenDatabase>, work: (db: OpenDatabase['db']) => Promise<T>): Promise<T> {
  const database = await open()
  try {
    return await work(database.db)
  } finally {
    await database.close()
  }
}

async function openAgents(db: OpenDatabase['db'], centralUrl: string, folder: string, random: { next(): number }) {
  const customers = await db.selectFrom('customer').select('id').orderBy('id').limit(LOGINS.length).execute()
  return Promise.all(
    LOGINS.map((login, index) =>
      openWritingAgent({
        ...{ login, centralUrl, dataDir: join(folder, login), customerId: customers[index]?.id ?? '' },
        random: { next: () => random.next(), bytes: () => new Uint8Array() },
        interactions: async (userId) => {
          const rows = await db
            .selectFrom('interaction')
            .select('id')
            .where('agent_id', '=', userId)
            .limit(20)
            .execute()
          return rows.map((row) => row.id)
        },
      }),
    ),
  )
}

async function writeOn(agent: WritingAgent, random: { next(): number }, goesOn: () => boolean): Promise<void> {
  while (goesOn()) {
    await agent.write()
    await delay(random.next() * 200)
  }
}

const pick = (sorted: readonly number[], share: number) => Math.round(sorted[Math.floor(sorted.length * share)] ?? 0)

async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'central-killed-'))
  try {
    await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const timeout = 120_000 + KILLS * 20_000

describe(`central killed ${KILLS} times at random moments while four agents write`, () => {
  it('SQLite: nothing acknowledged is lost or doubled, the file is sound after every kill', { timeout }, () =>
    withFolder(async (folder) => {
      const file = join(folder, 'central.sqlite')
      await runCampaign(`sqlite:${file}`, folder, () => {
        const sqlite = new SQLite(file)
        expect(sqlite.pragma('integrity_check', { simple: true })).toBe('ok')
        expect(sqlite.pragma('foreign_key_check')).toEqual([])
        sqlite.close()
      })
    }),
  )

  it('PostgreSQL: nothing acknowledged is lost or doubled', { timeout }, (test) => {
    const postgres = inject('postgres')
    if ('missing' in postgres) return test.skip(postgres.missing)
    return withFolder(async (folder) => {
      const { name, url } = await createDatabase(postgres)
      try {
        await runCampaign(url, folder, () => {})
      } finally {
        await dropDatabase(postgres, name)
      }
    })
  })
})
