import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Central } from '#central/boot.ts'
import { wallClock } from '#main/clock.ts'
import { type OpenDesk, openDesk } from '#main/desk.ts'
import { secureRandom } from '#main/random.ts'
import { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import type { SessionAnswer } from '#shared/protocol/session.ts'
import { startDemoCentral } from '#test/support/demo-central.ts'
import { logInDemo } from '#test/support/faults/log-in.ts'
import { createMemoryKeys } from '#test/support/open-test-desk.ts'

const log = pino({ level: process.env.RINGDESK_LOG_LEVEL ?? 'error' })
const keys = createMemoryKeys()
let folder: string
let central: Central
let session: SessionAnswer
let desks: OpenDesk[] = []
/** every change of a link that a desk told of */
let changes: string[]

const start = async (port = 0) => {
  central = await startDemoCentral(join(folder, 'c'), { port })
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
  desk.onNotice((notice) => {
    if (notice.kind === 'link') changes.push(`${device} ${notice.link.kind}`)
  })
  return desk
}
const until = (holds: () => boolean, timeout = 20_000) => expect.poll(holds, { timeout, interval: 20 }).toBe(true)
/** Somebody holds the place of the agent, and central heard so again. */
async function untilHeartbeat(): Promise<void> {
  const readLease = async () => {
    const agents = central.context.db.selectFrom('agent').select('lease_expires_at')
    return (await agents.where('user_id', '=', session.user.userId).executeTakeFirstOrThrow()).lease_expires_at
  }
  const before = await readLease()
  await expect.poll(readLease, { timeout: 20_000, interval: 20 }).toBeGreaterThan(before)
}
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
  changes = []
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
    // the place is confirmed before the other comes
    await untilHeartbeat()
    const before = await deviceOf(one)
    const two = await open('two')
    await until(() => ['online', 'fenced'].includes(two.linkStatus().kind))
    await write(one, 'copied-one')
    await write(two, 'copied-two')
    await until(() => one.countUnsent() === 0 && two.countUnsent() === 0)
    expect(await arrived()).toEqual(['copied-before', 'copied-one', 'copied-two'])
    const statuses = () => [one.linkStatus().kind, two.linkStatus().kind].sort()
    await expect.poll(statuses, { timeout: 20_000, interval: 20 }).toEqual(['fenced', 'online'])
    const settled = [...changes]
    // whoever holds the place goes on holding it, and neither pushes the other out again
    await untilHeartbeat()
    expect(changes).toEqual(settled)
    expect(await deviceOf(one)).not.toBe(await deviceOf(two))
    expect([await deviceOf(one), await deviceOf(two)]).toContain(before)
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
