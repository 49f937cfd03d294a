import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { io, type Socket } from 'socket.io-client'
import { afterEach, describe, expect, it } from 'vitest'
import { hashToken } from '#central/auth/session-token.ts'
import { openSession, revokeSession } from '#central/auth/sessions.ts'
import { appendEvent, appendEvents, ensureAgent, ensureEpoch } from '#central/db/event-log.ts'
import { migrate } from '#central/db/migrate.ts'
import { openDatabase } from '#central/db/open-database.ts'
import { createFlowContext } from '#central/flows/create-flow-context.ts'
import type { FlowContext } from '#central/flows/flow-context.ts'
import { createMetrics } from '#central/metrics.ts'
import type { Clock } from '#shared/domain/clock.ts'
import type { Random } from '#shared/domain/random.ts'
import { LINK_LIMITS, LINK_PATH, Welcome } from '#shared/protocol/envelope.ts'
import { accept } from '#shared/protocol/error.ts'
import type { DeskEvent } from '#shared/protocol/event/event.ts'
import { UserId } from '#shared/protocol/ids.ts'
import type { Snapshot } from '#shared/protocol/snapshot.ts'
import type { Catalog } from '#shared/protocol/view/catalog.ts'
import type { FloorReading } from './send-floor.ts'
import { createSocketSwitchboard } from './socket-switchboard.ts'
import { startLink } from './start-link.ts'

const clock: Clock = {
  now: () => Date.now(),
  schedule(delayMs, task) {
    const timer = setTimeout(task, delayMs)
    return () => clearTimeout(timer)
  },
}
const random: Random = { next: Math.random, bytes: (count) => randomBytes(count) }
const USER = UserId.parse('lin')
const catalog: Catalog = {
  revision: 3,
  defaultRegion: 'US',
  queues: [],
  dispositions: [],
  reasons: [],
  scripts: [],
  articles: [],
}

const cleanUp: (() => unknown)[] = []
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo()
})

/** Central's link on a real port, with the calls and records behind it replaced by notes of what was asked. */
async function openLink() {
  const { db, close } = await openDatabase({ url: 'sqlite::memory:' })
  cleanUp.push(close)
  await migrate(db)
  const server = createServer()
  const asked: { live: unknown[]; paperwork: unknown[]; queries: unknown[] } = { live: [], paperwork: [], queries: [] }
  let publish: FlowContext['publish'] = () => {}
  const context = createFlowContext({
    db,
    clock,
    random,
    region: 'US',
    publish: (userIds, events) => publish(userIds, events),
    lines: { get: () => undefined, all: () => [] },
    log: { info() {}, warn() {}, error: (fields) => console.error(fields) },
  })
  const epoch = await ensureEpoch(db, context.newId)
  let floor: FloorReading = { asOf: 1, gauges: [], queuesOf: new Map() }
  const link = startLink(
    {
      context,
      metrics: createMetrics(),
      epoch,
      backupHorizonMs: 7 * 86_400_000,
      flows: {
        async signInDesk({ userId, deviceId }) {
          const row = await db
            .updateTable('agent')
            .set((e) => ({ fence: e('fence', '+', 1), device_id: deviceId }))
            .where('user_id', '=', userId)
            .returning('fence')
            .executeTakeFirstOrThrow()
          return { fence: row.fence }
        },
        renewLease: async () => ({ ok: true, expiresAt: Date.now() + 10_000, serverTime: Date.now(), seq: 0 }),
        async executeLive(frame) {
          asked.live.push(frame)
          return { ok: true }
        },
        async applyPaperwork({ commands }) {
          asked.paperwork.push(...commands)
          return commands.map(({ commandId }) => ({ commandId, result: 'applied' }))
        },
        async answerQuery(_user, name) {
          asked.queries.push(name)
          if (name === 'work.list') throw new Error('a bug')
          return accept({ name })
        },
        async buildSnapshot(): Promise<Snapshot> {
          const { seq } = await db
            .selectFrom('agent')
            .select('seq')
            .where('user_id', '=', USER)
            .executeTakeFirstOrThrow()
          const state = { kind: 'offline', since: 0 } as const
          return { epoch, seq, takenAt: 1, state, next: null, offer: null, calls: [], wrapUps: [], tasks: [] }
        },
        buildAttachment: async () => undefined,
        readCatalog: async () => catalog,
        readCatalogRevision: async () => catalog.revision,
        readFloor: async () => floor,
      },
    },
    createSocketSwitchboard(server, { allowedOrigins: ['https://desk.example'] }),
  )
  publish = link.publish
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanUp.push(async () => {
    await link.stop()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  await db
    .insertInto('user')
    .values({
      id: USER,
      login: 'lin',
      password_hash: '',
      must_change_password: 0,
      name: 'Lin',
      role: 'agent',
      team_id: null,
      line: null,
      language: null,
      disabled: 0,
      created_at: 0,
    })
    .execute()
  await ensureAgent(db, USER)
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  async function logIn() {
    return openSession(db, { userId: USER, random, now: Date.now() })
  }
  async function append(event: DeskEvent) {
    await appendEvent(db, { userId: USER, event, at: Date.now() })
    link.publish([USER])
  }
  function setFloor(reading: FloorReading) {
    floor = reading
  }
  return { db, url, epoch, asked, link, logIn, append, setFloor }
}

type Central = Awaited<ReturnType<typeof openLink>>
type Greeting = Record<string, unknown>

async function greeting(central: Central, change: Greeting = {}): Promise<Greeting> {
  return {
    protocol: 1,
    token: await central.logIn(),
    deviceId: 'device-1',
    epoch: null,
    cursor: 0,
    highestN: 0,
    fence: null,
    catalogRevision: null,
    ...change,
  }
}

function dial(central: Central, auth: Greeting, extraHeaders: Record<string, string> = {}): Socket {
  const options = { path: LINK_PATH, transports: ['websocket'], reconnection: false, forceNew: true }
  const socket = io(central.url, { ...options, auth, extraHeaders })
  cleanUp.push(() => socket.disconnect())
  return socket
}

function next<T>(socket: Socket, name: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no ${name} within 5 s`)), 5_000)
    socket.once(name, (value: T) => {
      clearTimeout(timer)
      resolve(value)
    })
  })
}

async function connect(central: Central, change: Greeting = {}) {
  const socket = dial(central, await greeting(central, change))
  const welcome = Welcome.parse(await next(socket, 'welcome'))
  return { socket, welcome, ask: (name: string, frame: unknown) => socket.timeout(5_000).emitWithAck(name, frame) }
}

const state = (reason: 'break' | 'lunch' | 'meeting'): DeskEvent => ({
  type: 'agent.state-changed',
  state: { kind: 'not_ready', since: 1, reason },
  next: null,
})
const refused = (code: string) => ({ ok: false, refusal: expect.objectContaining({ code }) })
const commandId = (n: number) => `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}`

describe('the handshake', () => {
  it('refuses another protocol, unknown sessions and greetings that do not parse, each with its code', async () => {
    const central = await openLink()
    const cases: [Greeting, string][] = [
      [{ protocol: 2 }, 'unsupported_version'],
      [{ token: 'x'.repeat(43) }, 'not_signed_in'],
      [{ deviceId: '../etc' }, 'bad_request'],
      [{ deviceId: 'rest-of-somebody-else' }, 'bad_request'],
      [{ surprise: 1 }, 'bad_request'],
      [{ cursor: -1 }, 'bad_request'],
    ]
    for (const [change, code] of cases) {
      const failed = await next<Error & { data: unknown }>(
        dial(central, await greeting(central, change)),
        'connect_error',
      )
      expect(failed.data, JSON.stringify(change)).toMatchObject({ code })
    }
    expect(central.link.sockets()).toBe(0)
  })

  it('[BAD-83] refuses pages of other origins before a socket opens, and lets declared ones in', async () => {
    const central = await openLink()
    for (const origin of ['https://evil.example', 'null', 'https://desk.example.evil.example']) {
      const failed = await next<Error>(dial(central, await greeting(central), { origin }), 'connect_error')
      expect(failed.message, origin).toContain('websocket error')
    }
    const socket = dial(central, await greeting(central), { origin: 'https://desk.example' })
    expect(Welcome.parse(await next(socket, 'welcome')).fence).toBe(1)
  })
})

describe('a welcomed desk', () => {
  it('gets a snapshot first, then the events after it, in order and once', async () => {
    const central = await openLink()
    await central.append(state('break'))
    const { socket, welcome } = await connect(central)
    expect(welcome.resume).toMatchObject({ kind: 'snapshot', snapshot: { seq: 1 } })
    expect(welcome.catalog).toEqual(catalog)
    const seen: number[] = []
    socket.on('events', ({ events }: { events: { seq: number }[] }) => seen.push(...events.map((event) => event.seq)))
    await Promise.all([
      central.append(state('lunch')),
      central.append(state('meeting')),
      central.append(state('break')),
    ])
    await expect.poll(() => seen).toEqual([2, 3, 4])
  })

  it('gets what was just committed as it is, each once, and what is missing before it from the log', async () => {
    const central = await openLink()
    const { socket } = await connect(central)
    const seen: [number, string][] = []
    socket.on('events', ({ events }: { events: { seq: number; event: { state: { reason: string } } }[] }) =>
      seen.push(...events.map(({ seq, event }): [number, string] => [seq, event.state.reason])),
    )
    const write = (reason: 'break' | 'lunch' | 'meeting') =>
      central.db.transaction().execute((tx) => appendEvents(tx, [{ userId: USER, event: state(reason) }], Date.now()))
    const first = await write('lunch')
    central.link.publish([USER], first)
    central.link.publish([USER], first)
    await expect.poll(() => seen).toEqual([[1, 'lunch']])
    await write('meeting')
    central.link.publish([USER], await write('break'))
    await expect.poll(() => seen.length).toBe(3)
    expect(seen).toEqual([
      [1, 'lunch'],
      [2, 'meeting'],
      [3, 'break'],
    ])
  })

  it('gets a snapshot where the log holds events of another version, and goes on from there', async () => {
    const central = await openLink()
    const held = { epoch: central.epoch, cursor: 0 }
    await central.append(state('break'))
    await central.db.updateTable('event_log').set({ body: '{"type":"call.teleported"}' }).execute()
    const { socket, welcome } = await connect(central, held)
    expect(welcome.resume).toMatchObject({ kind: 'snapshot', snapshot: { seq: 1 } })
    const news = next<{ events: unknown[] }>(socket, 'events')
    await central.append(state('lunch'))
    expect((await news).events).toMatchObject([{ seq: 2 }])
  })

  it('continues from its cursor, and gets a snapshot when that cannot be continued', async () => {
    const central = await openLink()
    for (const reason of ['break', 'lunch', 'meeting'] as const) await central.append(state(reason))
    const { epoch } = central
    const { welcome } = await connect(central, { epoch, cursor: 1, catalogRevision: 3 })
    expect(welcome.catalog).toBeNull()
    expect(welcome.resume).toMatchObject({ kind: 'events', events: [{ seq: 2 }, { seq: 3 }] })
    const upToDate = await connect(central, { epoch, cursor: 3 })
    expect(upToDate.welcome.resume).toEqual({ kind: 'events', epoch, events: [] })
    for (const held of [
      { epoch, cursor: 9 },
      { epoch: 'other', cursor: 2 },
    ]) {
      expect((await connect(central, held)).welcome.resume.kind, JSON.stringify(held)).toBe('snapshot')
    }
    await central.db.deleteFrom('event_log').where('seq', '<=', 2).execute()
    const { welcome: pruned, ask } = await connect(central, { epoch, cursor: 1 })
    expect(pruned.resume.kind).toBe('snapshot')
    const asked = { ok: true, resume: { kind: 'events', epoch, events: [expect.objectContaining({ seq: 3 })] } }
    expect(await ask('resume', { epoch, cursor: 2 })).toEqual(asked)
  })

  it('is told when its store is a copy', async () => {
    const central = await openLink()
    const device = { device_id: 'device-1', user_id: USER, highest_n: 7, first_seen_at: 0, last_seen_at: 0 }
    await central.db.insertInto('device').values(device).execute()
    expect((await connect(central, { highestN: 7 })).welcome.deviceIsCopy).toBe(false)
    expect((await connect(central, { highestN: 6 })).welcome.deviceIsCopy).toBe(true)
  })

  it('is told so too while the desk it was copied from is at work, which notices nothing', async () => {
    const central = await openLink()
    const original = await connect(central)
    const { fence } = original.welcome
    expect(await original.ask('lease', { fence })).toMatchObject({ ok: true })
    const copy = await connect(central, { fence, lastLine: 'a line of long ago' })
    expect(copy.welcome).toMatchObject({ deviceIsCopy: true, fenced: true })
    copy.socket.disconnect()
    const renamed = await connect(central, { deviceId: 'device-2', fence, lastLine: copy.welcome.lineId })
    expect(renamed.welcome).toMatchObject({ deviceIsCopy: false, fenced: true })
    expect(await original.ask('lease', { fence })).toMatchObject({ ok: true })
    const back = await connect(central, { fence, lastLine: original.welcome.lineId })
    expect(back.welcome).toMatchObject({ deviceIsCopy: false, fenced: false, fence })
  })

  it('takes nothing from the desk at work either when its fence is of the time before a restore', async () => {
    const central = await openLink()
    const original = await connect(central)
    const { fence } = original.welcome
    const renamed = await connect(central, { deviceId: 'device-2', fence: fence + 4, lastLine: 'a line of long ago' })
    expect(renamed.welcome).toMatchObject({ deviceIsCopy: false, fenced: true })
    expect(await original.ask('lease', { fence })).toMatchObject({ ok: true })
  })

  it('sees its queues when they change, and not because a wait grew older', async () => {
    const central = await openLink()
    const gauge = { waiting: 1, serviceLevel: 90, belowTarget: false }
    const queuesOf = new Map([['lin', new Set(['q1'])]])
    const reading = (asOf: number, longestWaitMs: number) =>
      central.setFloor({
        asOf,
        queuesOf,
        gauges: [
          { ...gauge, queueId: 'q1', longestWaitMs } as never,
          { ...gauge, queueId: 'q2', longestWaitMs } as never,
        ],
      })
    reading(10_000, 4_000)
    const { socket } = await connect(central)
    const frames: { asOf: number; queues: { queueId: string }[] }[] = []
    socket.on('floor', (frame) => frames.push(frame))
    await expect.poll(() => frames.length, { timeout: 3_000 }).toBe(1)
    expect(frames[0]?.queues.map((queue) => queue.queueId)).toEqual(['q1'])
    reading(12_000, 6_000)
    await new Promise((resolve) => setTimeout(resolve, 1_200))
    expect(frames).toHaveLength(1)
    reading(13_000, 500)
    await expect.poll(() => frames.length, { timeout: 3_000 }).toBe(2)
  })

  it('hears which queues it serves, and that this changed although no gauge did', async () => {
    const central = await openLink()
    const gauge = { queueId: 'q1', waiting: 0, longestWaitMs: 0, serviceLevel: 90, belowTarget: false }
    const reading = (served: string[]) =>
      central.setFloor({ asOf: 10_000, queuesOf: new Map([['lin', new Set(served)]]), gauges: [gauge as never] })
    await central.db.updateTable('user').set({ role: 'supervisor' }).where('id', '=', 'lin').execute()
    reading(['q-out-of-service'])
    const { socket } = await connect(central)
    const frames: unknown[] = []
    socket.on('floor', (frame) => frames.push(frame))
    await expect.poll(() => frames, { timeout: 3_000 }).toEqual([{ asOf: 10_000, serving: [], queues: [gauge] }])
    reading(['q1'])
    await expect.poll(() => frames.length, { timeout: 3_000 }).toBe(2)
    expect(frames[1]).toEqual({ asOf: 10_000, serving: ['q1'], queues: [gauge] })
  })
})

describe('two desks of one agent', () => {
  it('the newer fences the older within a second; the older still flushes paperwork and reads', async () => {
    const central = await openLink()
    const older = await connect(central, { deviceId: 'older' })
    const fenced = next(older.socket, 'fenced')
    const from = performance.now()
    const newer = await connect(central, { deviceId: 'newer' })
    await fenced
    expect(performance.now() - from).toBeLessThan(1_000)
    const command = { type: 'agent.set-state', state: { kind: 'available' } }
    const live = (fence: number) => ({ commandId: commandId(1), fence, command })
    expect(await older.ask('live', live(older.welcome.fence))).toEqual(refused('fenced'))
    expect(await older.ask('live', live(newer.welcome.fence))).toEqual(refused('fenced'))
    expect(await older.ask('lease', { fence: older.welcome.fence })).toEqual(refused('fenced'))
    const body = { type: 'task.complete', taskId: 'task-1' }
    const paper = { commands: [{ commandId: commandId(2), n: 1, writtenAt: 1, body }] }
    expect(await older.ask('paperwork', paper)).toEqual({
      ok: true,
      answers: [{ commandId: commandId(2), result: 'applied' }],
    })
    expect(await older.ask('query', { name: 'catalog', params: {} })).toMatchObject({ ok: true })
    expect(await newer.ask('live', live(newer.welcome.fence))).toEqual({ ok: true })
    expect(central.asked.live).toHaveLength(1)
    const events: unknown[] = []
    older.socket.on('events', (frame) => events.push(frame))
    const heard = next(newer.socket, 'events')
    await central.append(state('break'))
    await heard
    expect(events).toEqual([])
  })

  it('one that was away and comes back is welcomed fenced and takes nothing away', async () => {
    const central = await openLink()
    const older = await connect(central, { deviceId: 'older' })
    older.socket.disconnect()
    const newer = await connect(central, { deviceId: 'newer' })
    const back = await connect(central, { deviceId: 'older', fence: older.welcome.fence })
    expect(back.welcome.fenced).toBe(true)
    expect(await newer.ask('lease', { fence: newer.welcome.fence })).toMatchObject({ ok: true })
    const reconnected = await connect(central, {
      ...{ deviceId: 'newer', fence: newer.welcome.fence, lastLine: newer.welcome.lineId },
    })
    expect(reconnected.welcome).toMatchObject({ fenced: false, fence: newer.welcome.fence })
    await expect.poll(() => newer.socket.connected).toBe(false)
  })
})

describe('an ended session', () => {
  it('[BAD-72] hangs up within a second, also when another process ended it', async () => {
    const central = await openLink()
    const token = await central.logIn()
    const { socket } = await connect(central, { token })
    const told = next(socket, 'session-ended')
    const gone = next(socket, 'disconnect')
    const from = performance.now()
    await revokeSession(central.db, hashToken(token))
    expect(await told).toEqual({ refusal: { code: 'session_revoked' } })
    await gone
    expect(performance.now() - from).toBeLessThan(1_000)
  })
})

describe('hostile frames', () => {
  it('are refused with a code and change nothing', async () => {
    const central = await openLink()
    const { ask, welcome } = await connect(central)
    const { fence } = welcome
    const available = { type: 'agent.set-state', state: { kind: 'available' } }
    const hostile: [string, unknown, string][] = [
      ['live', null, 'bad_request'],
      ['live', 'x', 'bad_request'],
      ['live', { commandId: commandId(1), fence, command: { type: 'agent.become-admin' } }, 'bad_request'],
      ['live', { commandId: commandId(1), fence, command: available, userId: 'wang' }, 'bad_request'],
      ['live', { commandId: commandId(1), fence: fence + 1, command: available }, 'fenced'],
      ['paperwork', { commands: [] }, 'bad_request'],
      ['query', { name: 'user.passwords', params: {} }, 'bad_request'],
      ['query', { name: 'catalog', params: { padding: 'x'.repeat(LINK_LIMITS.frameBytes) } }, 'too_large'],
      ['lease', { fence: '1' }, 'bad_request'],
      ['resume', { epoch: null, cursor: 1.5 }, 'bad_request'],
      ['join', 'room-of-team-b', 'bad_request'],
    ]
    for (const [name, frame, code] of hostile) {
      expect(await ask(name, frame), `${name} ${JSON.stringify(frame)?.slice(0, 60)}`).toEqual(refused(code))
    }
    expect(await ask('query', { name: 'work.list', params: {} })).toEqual(refused('internal'))
    expect(central.asked).toEqual({ live: [], paperwork: [], queries: ['work.list'] })
  })

  it('that flood are refused, then hung up on, while another desk is served', async () => {
    const central = await openLink()
    const flooder = await connect(central)
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => flooder.ask('query', { name: 'catalog', params: {} })),
    )
    const allowed = answers.filter((answer) => answer.ok).length
    expect(allowed).toBeGreaterThanOrEqual(LINK_LIMITS.queriesPerSecond)
    expect(allowed).toBeLessThan(LINK_LIMITS.queriesPerSecond * 2)
    const gone = next(flooder.socket, 'disconnect')
    for (let count = 0; count < 2_000; count += 1) flooder.socket.emit('query', { name: 'catalog', params: {} })
    await gone
    const other = await connect(central, { deviceId: 'device-2' })
    expect(await other.ask('query', { name: 'catalog', params: {} })).toMatchObject({ ok: true })
  })

  it('larger than a week of paperwork close the socket', async () => {
    const central = await openLink()
    const { socket } = await connect(central)
    const gone = next(socket, 'disconnect')
    socket.emit('paperwork', { commands: 'x'.repeat(LINK_LIMITS.paperworkBytes + 10_000) })
    await gone
    expect(central.asked.paperwork).toEqual([])
  })
})
