import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, inject, it } from 'vitest'
import { openSession } from '#central/auth/sessions.ts'
import { openDatabase } from '#central/db/open-database.ts'
import { secureRandom } from '#central/random.ts'
import { UserId } from '#shared/protocol/ids.ts'
import { findFreePort } from '#test/e2e/support/free-port.ts'
import { createDatabase, dropDatabase } from '#test/support/databases.ts'
import { QUIET_DEMO } from '#test/support/demo-central.ts'
import { chooseSize } from '#test/support/faults/campaign-size.ts'
import { createKillableCentral } from '#test/support/faults/killable-central.ts'
import { type LineMoments, startLightDesk } from '#test/support/faults/light-desks.ts'

const DESKS = chooseSize('RINGDESK_DESKS', { small: 60, full: 500 })
const isFull = process.env.RINGDESK_TEST_SIZE === 'full'
/** The promise, on a machine with nothing else to do; a small run shares its machine. */
const GOAL_MS = isFull ? 10_000 : 30_000
/** How long is waited for desks that come too late, so that a missed goal is told as a figure. */
const PATIENCE_MS = 90_000
/** How often a desk may knock after central serves: nobody knocks twice because central was slow to greet. */
const KNOCKS_PER_DESK = isFull ? 1.5 : 4

/** People who are signed in, without 500 log-ins: hashing passwords is not what is measured here. */
async function signInAll(databaseUrl: string): Promise<string[]> {
  const { db, close } = await openDatabase({ url: databaseUrl })
  const now = Date.now()
  const tokens: string[] = []
  for (let index = 0; index < DESKS; index += 1) {
    const userId = UserId.parse(`many-${index}`)
    await db
      .insertInto('user')
      .values({
        ...{ id: userId, login: userId, password_hash: 'none', must_change_password: 0, name: `Agent ${index}` },
        ...{ role: 'agent', team_id: null, line: null, language: null, disabled: 0, created_at: now },
      })
      .execute()
    tokens.push(await openSession(db, { userId, random: secureRandom, now }))
  }
  await close()
  return tokens
}

/** The most of these moments within any `windowMs`, counted per second. */
function findPeak(moments: readonly number[], windowMs: number): number {
  const sorted = [...moments].sort((a, b) => a - b)
  let first = 0
  let most = 0
  for (const [index, at] of sorted.entries()) {
    while (at - (sorted[first] ?? at) >= windowMs) first += 1
    most = Math.max(most, index - first + 1)
  }
  return Math.round((most * 1000) / windowMs)
}

async function readCpuMs(pid: number): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}

const after = (moments: readonly LineMoments[], key: keyof LineMoments, from: number) =>
  moments.flatMap((line) => line[key].filter((at) => at >= from))

async function restartUnderLoad(databaseUrl: string, folder: string): Promise<void> {
  const port = await findFreePort()
  const central = createKillableCentral([`--data-dir=${folder}`, `--central-port=${port}`, ...QUIET_DEMO], {
    DATABASE_URL: databaseUrl,
    RINGDESK_LOG_LEVEL: 'warn',
  })
  await central.start()
  const tokens = await signInAll(databaseUrl)
  const desks: ReturnType<typeof startLightDesk>[] = []
  const countOnline = () => desks.filter(({ link }) => link.status().kind === 'online').length
  const untilOnline = () => expect.poll(countOnline, { timeout: PATIENCE_MS, interval: 20 }).toBe(desks.length)
  try {
    // people come to work one after the other; only the restart makes them a crowd
    while (desks.length < DESKS) {
      const next = tokens.slice(desks.length, desks.length + 20)
      desks.push(...next.map((token) => startLightDesk(`http://127.0.0.1:${port}`, token)))
      await untilOnline()
    }
    const moments = desks.map((desk) => desk.moments)
    const [from, cpu] = [performance.now(), await readCpuMs(central.pid())]
    await delay(isFull ? 3_000 : 1_000)
    const idle = ((await readCpuMs(central.pid())) - cpu) / (performance.now() - from)
    for (const how of ['killed', 'stopped'] as const) {
      if (how === 'killed') await central.kill()
      else await central.stop()
      await expect.poll(countOnline, { timeout: 20_000, interval: 20 }).toBe(0)
      // long enough that every desk has come to its longest back-off
      await delay(isFull ? 5_000 : 2_500)
      await central.start()
      const ready = performance.now()
      await untilOnline()
      const took = performance.now() - ready
      const asked = after(moments, 'asked', ready)
      const welcomed = after(moments, 'welcomed', ready)
      console.info(
        `${DESKS} desks, central ${how}: all back ${Math.round(took)} ms after it served; ` +
          `${asked.length} attempts, most ${findPeak(asked, 1_000)} a second (${findPeak(asked, 100)} by the busiest 100 ms); ` +
          `welcomes most ${findPeak(welcomed, 1_000)} a second; idle CPU before ${(idle * 100).toFixed(1)} %`,
      )
      expect(took).toBeLessThan(GOAL_MS)
      expect(asked.length).toBeLessThan(DESKS * KNOCKS_PER_DESK)
    }
  } finally {
    for (const { link } of desks) link.stop()
    await central.stop()
  }
}

it(`SQLite: ${DESKS} desks are back after a restart, without a crowd that feeds itself`, {
  timeout: 400_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'central-restarted-'))
  try {
    await restartUnderLoad(`sqlite:${join(folder, 'central.sqlite')}`, folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

it(`PostgreSQL: ${DESKS} desks are back after a restart, without a crowd that feeds itself`, {
  timeout: 400_000,
}, async (test) => {
  const postgres = inject('postgres')
  if ('missing' in postgres) return test.skip(postgres.missing)
  const folder = await mkdtemp(join(tmpdir(), 'central-restarted-'))
  const { name, url } = await createDatabase(postgres)
  try {
    await restartUnderLoad(url, folder)
  } finally {
    await dropDatabase(postgres, name)
    await rm(folder, { recursive: true, force: true })
  }
})
