import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startCentral } from '#central/boot.ts'
import { wallClock } from '#main/clock.ts'
import { type OpenDesk, openDesk } from '#main/desk.ts'
import { secureRandom } from '#main/random.ts'
import { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import type { SessionAnswer } from '#shared/protocol/session.ts'
import { readSettings } from '#shared/settings/read-settings.ts'
import { logInDemo } from '#test/support/faults/log-in.ts'
import { createMemoryKeys } from '#test/support/open-test-desk.ts'

type Central = Awaited<ReturnType<typeof startCentral>>

const log = pino({ level: process.env.RINGDESK_LOG_LEVEL ?? 'error' })
const keys = createMemoryKeys()
let folder: string
let central: Central
let session: SessionAnswer
let desks: OpenDesk[] = []
let changes: Map<OpenDesk, string[]>

async function start(port = 0): Promise<void> {
  const args = [
    `--data-dir=${join(folder, 'c')}`,
    `--central-port=${port}`,
    '--demo-customers=50',
    '--demo-calls-per-hour=0',
  ]
  const read = readSettings(args, {})
  if (!read.ok) throw new Error(read.sentence)
  central = await startCentral(read.settings, { clock: wallClock, random: secureRandom, log, version: '0.0.0' })
}

/** As a shell opens the desk of a kept session: no log-in, nobody's place taken. */
async function open(device: string, takeOver = false): Promise<OpenDesk> {
  const { token, user } = session
  const opened = await openDesk({
    ...{ dataDir: join(folder, device), storeKeys: keys, centralUrl: central.url, token, user, log, takeOver },
    ...{ clock: wallClock, random: secureRandom },
  })
  if (!opened.ok) throw new Error(opened.refusal.code)
  const desk = opened.value
  desks.push(desk)
  changes.set(desk, [])
  desk.onNotice((notice) => {
    if (notice.kind === 'link') changes.get(desk)?.push(notice.link.kind)
  })
  return desk
}
const until = (holds: () => boolean, timeout = 20_000) => expect.poll(holds, { timeout, interval: 20 }).toBe(true)
const deviceOf = async (desk: OpenDesk) => (await desk.snapshot()).deviceId
const write = async (desk: OpenDesk, taskId: string) => {
  const body = { type: 'task.create', followUp: { taskId, kind: 'task', title: taskId, dueAt: null } }
  const bodies = [PaperworkBody.parse({ ...body, customerId: null, interactionId: null })]
  expect(await desk.send({ kind: 'paperwork', bodies, dropDraft: null })).toEqual({ ok: true })
}
const arrived = async () =>
  (await central.context.db.selectFrom('task').select('id').where('id', 'like', 'copied-%').execute())
    .map((row) => row.id)
    .sort()

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'desk-copy-'))
  desks = []
  changes = new Map()
  await start()
  session = await logInDemo(central.url, 'mei')
})
afterEach(async () => {
  for (const desk of desks) await desk.stop()
  await central.stop()
  await rm(folder, { recursive: true, force: true })
})

/** A store with work in it, at rest or in the middle of being used, copied to a second machine. */
async function copyStore(running: boolean): Promise<OpenDesk> {
  const first = await open('one', true)
  await until(() => first.linkStatus().kind === 'online')
  await write(first, 'copied-before')
  await until(() => first.countUnsent() === 0)
  if (!running) await first.stop()
  await cp(join(folder, 'one', 'desks'), join(folder, 'two', 'desks'), { recursive: true })
  return running ? first : open('one')
}

describe.each([
  ['at rest', false],
  ['while it was used', true],
])('a store copied %s, both started from the kept session with the same numbers', (_when, running) => {
  it('comes to rest: one goes on as it was, the other as a new device, and the work of both arrives', async () => {
    const one = await copyStore(running)
    await until(() => one.linkStatus().kind === 'online')
    // the place is confirmed by a heartbeat before the other comes
    await new Promise((resolve) => setTimeout(resolve, 3_500))
    const before = await deviceOf(one)
    const two = await open('two')
    await until(() => ['online', 'fenced'].includes(two.linkStatus().kind))
    await write(one, 'copied-one')
    await write(two, 'copied-two')
    await until(() => one.countUnsent() === 0 && two.countUnsent() === 0)
    expect(await arrived()).toEqual(['copied-before', 'copied-one', 'copied-two'])
    const seen = [...(changes.get(one) ?? []), ...(changes.get(two) ?? [])].length
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    expect([...(changes.get(one) ?? []), ...(changes.get(two) ?? [])]).toHaveLength(seen)
    expect(await deviceOf(one)).not.toBe(await deviceOf(two))
    expect([await deviceOf(one), await deviceOf(two)]).toContain(before)
    expect([one.linkStatus().kind, two.linkStatus().kind].sort()).toEqual(['fenced', 'online'])
    if (!running) expect(one.linkStatus().kind).toBe('online')
  })
})

it('both wrote the same number while central was away: nothing is lost and nothing doubled', async () => {
  const one = await copyStore(false)
  await until(() => one.linkStatus().kind === 'online')
  const two = await open('two')
  await until(() => two.linkStatus().kind !== 'starting')
  const { port } = central
  await central.stop()
  await until(() => one.linkStatus().kind === 'offline' && two.linkStatus().kind === 'offline')
  for (const n of [1, 2, 3]) {
    await write(one, `copied-one-${n}`)
    await write(two, `copied-two-${n}`)
  }
  await start(port)
  await until(() => one.countUnsent() === 0 && two.countUnsent() === 0)
  const expected = ['copied-before', ...[1, 2, 3].flatMap((n) => [`copied-one-${n}`, `copied-two-${n}`])].sort()
  expect(await arrived()).toEqual(expected)
  expect((await one.snapshot()).sync.rejected + (await two.snapshot()).sync.rejected).toBe(0)
})
