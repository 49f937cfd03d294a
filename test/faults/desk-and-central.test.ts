import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Central } from '#central/boot.ts'
import { wallClock } from '#main/clock.ts'
import { type OpenDesk, openDesk } from '#main/desk.ts'
import { secureRandom } from '#main/random.ts'
import type { StoreKeys } from '#main/store/store-keys.ts'
import { readPhase } from '#shared/domain/desk/selectors.ts'
import type { LiveCommand } from '#shared/protocol/command/live.ts'
import { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { refuse } from '#shared/protocol/error.ts'
import { startDemoCentral } from '#test/support/demo-central.ts'
import { logInDemo } from '#test/support/faults/log-in.ts'
import { createMemoryKeys } from '#test/support/open-test-desk.ts'

const log = pino({ level: process.env.RINGDESK_LOG_LEVEL ?? 'error' })
let folder: string
let central: Central
let port = 0
let desks: OpenDesk[] = []

async function start(): Promise<void> {
  central = await startDemoCentral(join(folder, 'central'), { port })
  port = central.port
}

async function open(device = 'desk', login = 'mei', storeKeys: StoreKeys = createMemoryKeys()): Promise<OpenDesk> {
  const { token, user } = await logInDemo(central.url, login)
  const opened = await openDesk({
    ...{ dataDir: join(folder, device), storeKeys, centralUrl: central.url, token, user, log, takeOver: true },
    ...{ clock: wallClock, random: secureRandom },
  })
  if (!opened.ok) throw new Error(opened.refusal.code)
  desks.push(opened.value)
  await until(async () => opened.value.linkStatus().kind === 'online')
  return opened.value
}

async function until(holds: () => Promise<boolean>, timeout = 15_000): Promise<void> {
  await expect.poll(holds, { timeout, interval: 20 }).toBe(true)
}
const phaseOf = async (desk: OpenDesk) => readPhase((await desk.snapshot()).projection)
const untilPhase = (desk: OpenDesk, phase: string) => until(async () => (await phaseOf(desk)) === phase)
const live = async (desk: OpenDesk, command: LiveCommand) =>
  expect(await desk.send({ kind: 'live', command })).toEqual({ ok: true })
const write = async (desk: OpenDesk, ...bodies: unknown[]) =>
  expect(
    await desk.send({ kind: 'paperwork', bodies: bodies.map((body) => PaperworkBody.parse(body)), dropDraft: null }),
  ).toEqual({ ok: true })
const untilSent = (desk: OpenDesk) => until(async () => desk.countUnsent() === 0)

async function ring(desk: OpenDesk) {
  const { phone } = await central.context.db
    .selectFrom('customer_phone')
    .select('e164 as phone')
    .limit(1)
    .executeTakeFirstOrThrow()
  const { number } = await central.context.db
    .selectFrom('queue_number')
    .select('number')
    .limit(1)
    .executeTakeFirstOrThrow()
  const ref = central.lines.simulator?.placeCall({ from: phone, to: number })
  await untilPhase(desk, 'ringing')
  const { offer } = (await desk.snapshot()).projection
  if (!offer) throw new Error('no offer')
  return { ref, offer }
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'desk-central-'))
  port = 0
  desks = []
  await start()
})
afterEach(async () => {
  for (const desk of desks) await desk.stop()
  await central.stop()
  await rm(folder, { recursive: true, force: true })
})

describe('a desk and central', () => {
  it('ring, answer, write, lose central, go on, and everything arrives once', async () => {
    const desk = await open()
    await live(desk, { type: 'agent.set-state', state: { kind: 'available' } })
    const { offer } = await ring(desk)
    expect(offer.picture.match.kind).not.toBe('unknown')
    await live(desk, { type: 'call.answer', offerId: offer.facts.offerId })
    await untilPhase(desk, 'live')
    const { interactionId, callId } = offer.facts
    await write(desk, { type: 'interaction.note', interactionId, noteId: 'note-1', revision: 1, text: 'before' })
    await untilSent(desk)
    await live(desk, { type: 'call.hang-up', callId })
    await untilPhase(desk, 'wrap_up')

    await central.stop()
    await until(async () => desk.linkStatus().kind === 'offline')
    expect(await desk.send({ kind: 'live', command: { type: 'agent.set-state', state: null } })).toEqual(
      refuse('link_down'),
    )
    const { projection, catalog } = await desk.snapshot()
    const [wrapUp] = projection.wrapUps
    const disposition = catalog?.dispositions.find((option) => !option.needsReason && !option.needsFollowUp)
    if (!wrapUp || !disposition) throw new Error('nothing to finish')
    await write(desk, { type: 'interaction.note', interactionId, noteId: 'note-1', revision: 2, text: 'while away' })
    await write(
      desk,
      { type: 'interaction.dispose', interactionId, code: disposition.code, reasonCode: null, followUp: null },
      { type: 'wrap-up.finish', wrapUpId: wrapUp.facts.wrapUpId, interactionId, then: 'next' },
    )
    expect(desk.countUnsent()).toBe(3)
    await start()
    await until(async () => desk.linkStatus().kind === 'online')
    await untilSent(desk)
    await untilPhase(desk, 'idle')
    expect((await desk.snapshot()).sync).toMatchObject({ waiting: 0, rejected: 0 })

    const { db } = central.context
    const notes = await db.selectFrom('note').selectAll().where('interaction_id', '=', interactionId).execute()
    expect(notes.map((note) => note.text)).toEqual(['while away'])
    const applied = await db.selectFrom('applied_command').selectAll().execute()
    expect(applied.map((row) => row.type).sort()).toEqual(
      ['interaction.dispose', 'interaction.note', 'interaction.note', 'wrap-up.finish'].sort(),
    )
    const answer = await desk.query('interaction.get', { interactionId })
    expect(answer).toMatchObject({
      ok: true,
      source: 'central',
      data: { interaction: { disposition: { code: disposition.code } } },
    })
  })

  it('restarted mid-call: the desk says offline at once and has the truth within 5 s', async () => {
    const desk = await open()
    await live(desk, { type: 'agent.set-state', state: { kind: 'available' } })
    const { offer } = await ring(desk)
    await live(desk, { type: 'call.answer', offerId: offer.facts.offerId })
    await untilPhase(desk, 'live')
    await central.stop()
    await until(async () => desk.linkStatus().kind === 'offline', 1_000)
    await start()
    const from = Date.now()
    await until(async () => desk.linkStatus().kind === 'online', 5_000)
    expect(Date.now() - from).toBeLessThan(5_000)
    // the simulated line died with central: no ghost call may stay on the desk
    await until(async () => (await phaseOf(desk)) !== 'live', 30_000)
    expect((await desk.snapshot()).projection.state.kind).not.toBe('on_call')
  })

  it('two desks: the older is fenced within a second, keeps its drafts, and its outbox arrives', async () => {
    const older = await open('older')
    await older.send({
      kind: 'local',
      command: { type: 'draft.save', key: 'k', revision: 1, fields: { note: 'mine' } },
    })
    const from = Date.now()
    const newer = await open('newer')
    await until(async () => older.linkStatus().kind === 'fenced', 1_000)
    expect(Date.now() - from).toBeLessThan(3_000)
    expect(
      await older.send({ kind: 'live', command: { type: 'agent.set-state', state: { kind: 'available' } } }),
    ).toEqual(refuse('fenced'))
    await live(newer, { type: 'agent.set-state', state: { kind: 'available' } })
    const task = { taskId: 'task-from-older', kind: 'task', title: 'Send the form', dueAt: null }
    await write(older, { type: 'task.create', followUp: task, customerId: null, interactionId: null })
    await untilSent(older)
    expect((await older.snapshot()).drafts).toHaveLength(1)
    await until(async () =>
      (await newer.snapshot()).projection.tasks.some((entry) => entry.taskId === 'task-from-older'),
    )
    const { offer } = await ring(newer)
    expect(await older.send({ kind: 'live', command: { type: 'call.answer', offerId: offer.facts.offerId } })).toEqual(
      refuse('fenced'),
    )
    expect(await phaseOf(older)).toBe('idle')
    await live(newer, { type: 'call.answer', offerId: offer.facts.offerId })
  })

  it('a lost keyring is answered from central after log-in', async () => {
    const keys = createMemoryKeys()
    const desk = await open('desk', 'mei', keys)
    await desk.send({ kind: 'local', command: { type: 'draft.save', key: 'k', revision: 1, fields: { note: 'mine' } } })
    await until(async () => (await central.context.db.selectFrom('desk_key').selectAll().execute()).length === 1)
    await desk.stop()
    const again = await open('desk', 'mei', createMemoryKeys())
    expect((await again.snapshot()).drafts).toHaveLength(1)
  })
})
