import { cpSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openDatabase } from '#central/db/open-database.ts'
import { QUIET_DEMO } from '#test/support/demo-central.ts'
import { chooseSize } from '#test/support/faults/campaign-size.ts'
import { createKillableCentral } from '#test/support/faults/killable-central.ts'

const INTERACTIONS = chooseSize('RINGDESK_INTERACTIONS', { small: 20_000, full: 500_000 })
/** The promise, on a machine with nothing else to do; a small run shares its machine. */
const GOAL_MS = process.env.RINGDESK_TEST_SIZE === 'full' ? 2_000 : 20_000
const TIMES = 3

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'full-central-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const centralOn = (file: string) =>
  createKillableCentral([`--data-dir=${join(folder, 'data')}`, '--central-port=0', ...QUIET_DEMO], {
    DATABASE_URL: `sqlite:${file}`,
    RINGDESK_LOG_LEVEL: 'warn',
  })

/** Starts it so often and kills it each time; answers how long the start in the middle took. */
async function startAndKill(file: string): Promise<number> {
  const took: number[] = []
  for (let time = 0; time < TIMES; time += 1) {
    const central = centralOn(file)
    took.push(await central.start())
    await central.kill()
  }
  return took.sort((a, b) => a - b)[Math.floor(TIMES / 2)] ?? 0
}

/** Fills the database and copies its files as a kill in the middle of writing leaves them: with a log not yet taken in. */
async function fill(file: string, copy: string): Promise<void> {
  const { db, close } = await openDatabase({ url: `sqlite:${file}` })
  const chunk = Math.min(INTERACTIONS, 20_000)
  for (let from = 0; from < INTERACTIONS; from += chunk) {
    await sql`
      with recursive number (n) as (select ${from} union all select n + 1 from number where n + 1 < ${from + chunk}),
        person as (select id, row_number() over (order by id) - 1 as place, count(*) over () as people from customer)
      insert into interaction (
        id, customer_id, channel, direction, started_at, ended_at, duration_ms, subject, summary, agent_id, result, number
      )
      select 'full-' || n, person.id, 'call', 'inbound', 1700000000000 + n * 1000, 1700000060000 + n * 1000, 60000,
        'Subject ' || n, 'What was said in conversation ' || n, 'agent-' || (n % 50), 'handled', '+86138' || (10000000 + n)
      from number join person on person.place = n % person.people`.execute(db)
  }
  for (const ending of ['', '-wal']) cpSync(file + ending, copy + ending)
  await close()
}

it(`central with ${INTERACTIONS} interactions serves again within ${GOAL_MS / 1000} s of its start after a kill`, {
  timeout: 600_000,
}, async () => {
  mkdirSync(join(folder, 'data'))
  const empty = join(folder, 'empty.sqlite')
  const full = join(folder, 'full.sqlite')
  const first = centralOn(empty)
  await first.start()
  await first.stop()
  const unfilled = await startAndKill(empty)
  await fill(empty, full)
  const log = statSync(`${full}-wal`).size
  expect(log).toBeGreaterThan(1_000_000)
  const filled = await startAndKill(full)
  console.info(
    `${Math.round(statSync(full).size / 1e6)} MB and a log of ${Math.round(log / 1e6)} MB: serves after ` +
      `${Math.round(filled)} ms; without the ${INTERACTIONS} interactions after ${Math.round(unfilled)} ms`,
  )
  const { db, close } = await openDatabase({ url: `sqlite:${full}` })
  const held = await db
    .selectFrom('interaction')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('id', 'like', 'full-%')
    .executeTakeFirstOrThrow()
  await close()
  expect(held.count).toBe(INTERACTIONS)
  expect(filled).toBeLessThan(GOAL_MS)
})
