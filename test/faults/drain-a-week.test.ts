import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { expect, it } from 'vitest'
import { startCentral } from '#central/boot.ts'
import { wallClock } from '#main/clock.ts'
import { openDesk } from '#main/desk.ts'
import { secureRandom } from '#main/random.ts'
import { signIn } from '#main/sign-in.ts'
import { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { readSettings } from '#shared/settings/read-settings.ts'
import { createMemoryKeys } from '#test/support/open-test-desk.ts'

/** A week without central: 10,000 in full, a tenth by default. */
const COMMANDS = Number(process.env.RINGDESK_WEEK_COMMANDS ?? 1_000)

it(`a week of ${COMMANDS} commands drains within a minute, with central killed off three times on the way`, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'desk-week-'))
  const log = pino({ level: 'error' })
  let port = 0
  const start = async () => {
    const read = readSettings(
      [`--data-dir=${join(folder, 'c')}`, `--central-port=${port}`, '--demo-customers=50', '--demo-calls-per-hour=0'],
      {},
    )
    if (!read.ok) throw new Error(read.sentence)
    const central = await startCentral(read.settings, { clock: wallClock, random: secureRandom, log, version: '0.0.0' })
    port = central.port
    return central
  }
  let central = await start()
  const session = await signIn(central.url, { login: 'mei', password: 'ringdesk-demo' })
  if (!session.ok) throw new Error(session.refusal.code)
  const { token, user } = session.value
  const opened = await openDesk({
    ...{ dataDir: folder, storeKeys: createMemoryKeys(), centralUrl: central.url, token, user, log, takeOver: true },
    ...{ clock: wallClock, random: secureRandom },
  })
  if (!opened.ok) throw new Error(opened.refusal.code)
  const desk = opened.value
  try {
    const known = await central.context.db
      .selectFrom('interaction')
      .select('id')
      .where('agent_id', '=', user.userId)
      .limit(200)
      .execute()
    const interactions = known.map((row) => row.id)
    await central.stop()
    for (let n = 0; n < COMMANDS; n += 20) {
      const bodies = Array.from({ length: 20 }, (_, index) =>
        PaperworkBody.parse({
          type: 'interaction.note',
          interactionId: interactions[(n + index) % interactions.length],
          noteId: `week-${n + index}`,
          revision: 1,
          text: `${n + index} ${'写'.repeat(100)}`,
        }),
      )
      expect(await desk.send({ kind: 'paperwork', bodies, dropDraft: null })).toEqual({ ok: true })
    }
    central = await start()
    const from = Date.now()
    for (const share of [0.8, 0.5, 0.2]) {
      await expect.poll(() => desk.countUnsent(), { timeout: 60_000, interval: 5 }).toBeLessThan(COMMANDS * share)
      await central.stop()
      central = await start()
    }
    await expect.poll(() => desk.countUnsent(), { timeout: 60_000, interval: 20 }).toBe(0)
    expect(Date.now() - from).toBeLessThan(60_000)
    const { db } = central.context
    const rows = await db.selectFrom('note').select('id').where('id', 'like', 'week-%').execute()
    expect(new Set(rows.map((row) => row.id)).size).toBe(COMMANDS)
    expect((await desk.snapshot()).sync).toMatchObject({ waiting: 0, rejected: 0 })
    if (process.env.RINGDESK_WEEK_COMMANDS) console.info(`drained in ${Date.now() - from} ms`)
  } finally {
    await desk.stop()
    await central.stop()
    await rm(folder, { recursive: true, force: true })
  }
})
