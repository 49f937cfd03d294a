import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { openDatabase } from '#main/store/open-database.ts'
import { makeStoreFolder, readLabel } from '#main/store/store-folder.ts'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import { startDemoCentral } from '#test/support/demo-central.ts'
import { chooseSize } from '#test/support/faults/campaign-size.ts'
import type { DeskNews, DeskOrder } from '#test/support/faults/desk-order.ts'
import { openFileKeys } from '#test/support/faults/file-keys.ts'
import { startKillableDesk } from '#test/support/faults/killable-desk.ts'
import { logInDemo } from '#test/support/faults/log-in.ts'

const KILLS = chooseSize('RINGDESK_DESK_KILLS', { small: 25, full: 500 })
const SEED = chooseSize('RINGDESK_KILLS_SEED', { small: 1, full: 1 })
/** So long an agent writes at most before the desk dies: mostly short, every third time long enough to send as well. */
const LIVE_MS = 400
const LONG_MS = 2_000
/** Every fifth dies within this time of its start, mostly while it opens its store. */
const START_MS = 700

/** What the desk said `ok` to, as it came out of the process. */
function createWitness() {
  const notes = new Set<number>()
  const drafts = new Map<string, { revision: number; there: boolean }>()
  const openMs: number[] = []
  let commands = 0
  let next = 0
  let lastDraft = 0
  return {
    notes,
    drafts,
    openMs,
    commands: () => commands,
    lastDraft: () => lastDraft,
    /** the first number that was certainly never given */
    next: () => next,
    hear(news: DeskNews): void {
      if (news.kind === 'open') openMs.push(news.ms)
      if (news.kind === 'draft') {
        next = news.revision
        lastDraft = news.revision
        drafts.set(news.key, { revision: news.revision, there: true })
      }
      if (news.kind !== 'written') return
      notes.add(news.n)
      commands += news.commands
      next = news.n + 1
      const draft = news.dropped === null ? undefined : drafts.get(news.dropped)
      if (draft) draft.there = false
    },
  }
}

it(`a desk killed ${KILLS} times at random moments while its agent writes loses nothing it said ok to, and doubles nothing`, {
  timeout: 120_000 + KILLS * 15_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'desk-killed-'))
  const random = createSeededRandom(SEED)
  const central = await startDemoCentral(join(folder, 'c'))
  const witness = createWitness()
  try {
    const { token, user } = await logInDemo(central.url, 'mei')
    const { db } = central.context
    const known = await db
      .selectFrom('interaction')
      .select('id')
      .where('agent_id', '=', user.userId)
      .limit(20)
      .execute()
    const dataDir = join(folder, 'd')
    const order = (writeFrom: number | null): DeskOrder => ({
      ...{ dataDir, centralUrl: central.url, token, user, prefix: 'killed', writeFrom },
      interactions: known.map((row) => row.id),
    })
    const cache = join(folder, 'compiled')
    // one quiet end first: it leaves the compiled sources behind, which a killed process never does
    const first = startKillableDesk(order(null), witness.hear, cache)
    await expect.poll(() => witness.openMs.length === 1 || first.hasEnded(), { timeout: 60_000 }).toBe(true)
    await first.stop()
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const opens = witness.openMs.length
      // a gap of ten: what was written without its `ok` having come out is never written again under the same id
      const desk = startKillableDesk(order(witness.next() + 10), witness.hear, cache)
      if (kill % 5 === 0) await delay(random.next() * START_MS)
      else {
        await expect
          .poll(() => witness.openMs.length > opens || desk.hasEnded(), { timeout: 60_000, interval: 5 })
          .toBe(true)
        await delay(random.next() * (kill % 3 === 0 ? LONG_MS : LIVE_MS))
      }
      await desk.kill()
      await expectSound(dataDir, user.userId, witness)
    }
    const last = startKillableDesk(order(null), witness.hear, cache)
    const unsent = async () => {
      const device = await db
        .selectFrom('device')
        .select('highest_n')
        .where('user_id', '=', user.userId)
        .executeTakeFirst()
      return (device?.highest_n ?? 0) < (await readHighest(dataDir, user.userId))
    }
    await expect.poll(unsent, { timeout: 120_000, interval: 200 }).toBe(false)
    await last.stop()

    const rows = await db.selectFrom('note').select('id').where('id', 'like', 'killed-%').execute()
    const arrived = new Set(rows.map((row) => Number(row.id.slice('killed-'.length))))
    expect([...witness.notes].filter((n) => !arrived.has(n))).toEqual([])
    // each kill may cut off the `ok` of one act that was kept
    expect(rows.length).toBeLessThanOrEqual(witness.notes.size + KILLS)
    const applied = await db
      .selectFrom('applied_command')
      .select(['n', 'result'])
      .where('user_id', '=', user.userId)
      .orderBy('n')
      .execute()
    expect(applied.map((row) => row.n)).toEqual(applied.map((_, index) => index + 1))
    expect(applied.filter((row) => row.result !== 'applied')).toEqual([])
    expect(applied.length).toBeGreaterThanOrEqual(witness.commands())
    expect(applied.length).toBeLessThanOrEqual(witness.commands() + 2 * KILLS)
    // its own old line is never taken for another desk
    expect(await db.selectFrom('device').selectAll().where('user_id', '=', user.userId).execute()).toHaveLength(1)
    const opened = [...witness.openMs].sort((a, b) => a - b)
    const share = (part: number) => opened[Math.floor(opened.length * part)] ?? 0
    expect(share(0.5)).toBeLessThan(2_000)
    console.info(
      `${KILLS} kills, ${witness.commands()} commands and ${witness.drafts.size} drafts said ok to; ` +
        `opening p50 ${share(0.5)} ms, p95 ${share(0.95)} ms, worst ${opened.at(-1)} ms`,
    )
  } finally {
    await central.stop()
    await rm(folder, { recursive: true, force: true })
  }
})

async function openRaw(dataDir: string, userId: Parameters<typeof makeStoreFolder>[1]) {
  const folder = makeStoreFolder(dataDir, userId)
  const key = await openFileKeys(dataDir).read(readLabel(folder)?.keyId ?? '')
  const opened = key === null ? null : openDatabase(folder.file, key)
  if (opened !== null && !opened.ok) throw new Error(opened.refusal.code)
  return opened?.value ?? null
}

async function readHighest(dataDir: string, userId: Parameters<typeof makeStoreFolder>[1]): Promise<number> {
  const db = await openRaw(dataDir, userId)
  const row = db?.prepare<[], { seq: number }>("select seq from sqlite_sequence where name = 'outbox'").get()
  db?.close()
  return row?.seq ?? 0
}

/** The file is whole, and the drafts the agent was told are saved are there, no older than that. */
async function expectSound(
  dataDir: string,
  userId: Parameters<typeof makeStoreFolder>[1],
  witness: ReturnType<typeof createWitness>,
): Promise<void> {
  const db = await openRaw(dataDir, userId)
  // killed before the first key was kept: nothing was ever promised
  if (db === null) return expect(witness.openMs).toEqual([])
  try {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(db.pragma('foreign_key_check')).toEqual([])
    const kept = new Map(
      db
        .prepare<[], { key: string; revision: number }>('select key, revision from draft')
        .all()
        .map((row) => [row.key, row.revision]),
    )
    for (const [key, { revision, there }] of witness.drafts) {
      if (!there) continue
      if (kept.has(key)) expect(kept.get(key), key).toBeGreaterThanOrEqual(revision)
      else {
        // only the act right after it may have ended it without its `ok` having come out
        expect(revision, key).toBe(witness.lastDraft())
        witness.drafts.delete(key)
      }
    }
  } finally {
    db.close()
  }
}
