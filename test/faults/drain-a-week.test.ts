import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import pino from 'pino'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { wallClock } from '#main/clock.ts'
import { openDesk } from '#main/desk.ts'
import { secureRandom } from '#main/random.ts'
import { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import type { SessionAnswer } from '#shared/protocol/session.ts'
import { findFreePort } from '#test/e2e/support/free-port.ts'
import { QUIET_DEMO } from '#test/support/demo-central.ts'
import { chooseSize } from '#test/support/faults/campaign-size.ts'
import type { DeskOrder } from '#test/support/faults/desk-order.ts'
import { openFileKeys } from '#test/support/faults/file-keys.ts'
import { createKillableCentral } from '#test/support/faults/killable-central.ts'
import { startKillableDesk } from '#test/support/faults/killable-desk.ts'
import { logInDemo } from '#test/support/faults/log-in.ts'

/** A week without central: 10,000 in full, a fifth by default. Half notes, half dispositions. */
const COMMANDS = chooseSize('RINGDESK_WEEK_COMMANDS', { small: 2_000, full: 10_000 })
const isFull = COMMANDS >= 10_000
/** What a push holds is limited by its bytes too: with long notes a small week takes as many pushes as a full one. */
const SIGNS = isFull ? 100 : 1_500
/** The promise is a minute for the full week; a machine shared with other tests is given time for the small one. */
const WITHIN_MS = isFull ? 60_000 : 120_000
/** How long is waited for a drain that takes too long, so that a missed promise is told as a figure. */
const PATIENCE_MS = 2 * WITHIN_MS
const AT_ONCE = 20

let folder: string
let central: ReturnType<typeof createKillableCentral>
let centralUrl: string

const file = () => join(folder, 'central.sqlite')

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'desk-week-'))
  const port = await findFreePort()
  centralUrl = `http://127.0.0.1:${port}`
  central = createKillableCentral([`--data-dir=${join(folder, 'c')}`, `--central-port=${port}`, ...QUIET_DEMO], {
    DATABASE_URL: `sqlite:${file()}`,
    RINGDESK_LOG_LEVEL: 'warn',
    NODE_COMPILE_CACHE: join(folder, 'compiled'),
  })
})
afterEach(async () => {
  await central.stop()
  await rm(folder, { recursive: true, force: true })
})

/** Reads central's file from beside it. */
function look<T>(sql: string): T[] {
  const db = new SQLite(file(), { readonly: true })
  try {
    return db.prepare<[], T>(sql).all()
  } finally {
    db.close()
  }
}
const countArrived = () =>
  look<{ count: number }>("select count(*) as count from applied_command where type like 'interaction.%'")[0]?.count ??
  0

const untilArrived = (count: number) =>
  expect.poll(countArrived, { timeout: PATIENCE_MS, interval: 5 }).toBeGreaterThanOrEqual(count)

async function writeTheWeek({ token, user }: SessionAnswer, interactions: readonly string[]): Promise<void> {
  const opened = await openDesk({
    ...{ dataDir: join(folder, 'd'), storeKeys: openFileKeys(join(folder, 'd')), centralUrl, token, user },
    ...{ clock: wallClock, random: secureRandom, log: pino({ level: 'silent' }), takeOver: true },
  })
  if (!opened.ok) throw new Error(opened.refusal.code)
  for (let n = 0; n < COMMANDS; n += AT_ONCE) {
    const bodies = Array.from({ length: AT_ONCE }, (_, index) => {
      const interactionId = interactions[(n + index) % interactions.length]
      const note = {
        type: 'interaction.note',
        noteId: `week-${n + index}`,
        revision: 1,
        text: `${n} ${'写'.repeat(SIGNS)}`,
      }
      const outcome = { type: 'interaction.dispose', code: 'no_action', reasonCode: null, followUp: null }
      return PaperworkBody.parse({ ...(index % 2 === 0 ? note : outcome), interactionId })
    })
    expect(await opened.value.send({ kind: 'paperwork', bodies, dropDraft: null })).toEqual({ ok: true })
  }
  expect(opened.value.countUnsent()).toBe(COMMANDS)
  await opened.value.stop()
}

it(`a week of ${COMMANDS} notes and dispositions drains in time though central, the desk and both are killed on the way`, {
  timeout: 300_000 + 2 * PATIENCE_MS,
}, async () => {
  await central.start()
  const session = await logInDemo(centralUrl, 'mei')
  const { token, user } = session
  const known = look<{ id: string }>(`select id from interaction where agent_id = '${user.userId}' limit 200`)
  const interactions = known.map((row) => row.id)
  await central.stop()
  await writeTheWeek(session, interactions)

  const order: DeskOrder = {
    ...{ dataDir: join(folder, 'd'), centralUrl, token, user, prefix: 'none', interactions, writeFrom: null },
  }
  const waiting: number[] = []
  const startDesk = () =>
    startKillableDesk(order, (news) => news.kind === 'open' && waiting.push(news.waiting), join(folder, 'compiled'))
  await central.start()
  const from = performance.now()
  let desk = startDesk()
  for (const [share, victims] of [
    [0.1, ['central']],
    [0.4, ['desk']],
    [0.6, ['central', 'desk']],
  ] as const) {
    await untilArrived(COMMANDS * share)
    const dead = victims.map((victim) => (victim === 'desk' ? desk.kill() : central.kill()))
    await Promise.all(dead)
    expect(countArrived(), 'the kill came when all was done').toBeLessThan(COMMANDS)
    if (victims.some((victim) => victim === 'desk')) desk = startDesk()
    if (victims.some((victim) => victim === 'central')) await central.start()
  }
  await untilArrived(COMMANDS)
  const took = performance.now() - from
  expect(took).toBeLessThan(WITHIN_MS)
  // each desk that was started again found work left; what the last one tells may come after its work
  await expect.poll(() => waiting.length, { timeout: 60_000 }).toBe(3)
  for (const left of waiting) expect(left).toBeGreaterThan(0)

  await desk.stop()
  const last = startDesk()
  await expect.poll(() => waiting.length, { timeout: 60_000 }).toBe(4)
  await last.stop()
  expect(waiting.at(-1)).toBe(0)
  const applied = look<{ n: number; result: string }>('select n, result from applied_command order by n')
  expect(applied.map((row) => row.n)).toEqual(Array.from({ length: COMMANDS }, (_, index) => index + 1))
  expect(applied.filter((row) => row.result !== 'applied')).toEqual([])
  expect(look("select id from note where id like 'week-%'")).toHaveLength(COMMANDS / 2)
  const outcomes = look('select disposition.id from disposition join applied_command on command_id = disposition.id')
  expect(outcomes).toHaveLength(COMMANDS / 2)
  console.info(`${COMMANDS} commands, three kills: drained in ${Math.round(took)} ms`)
})
