import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { io, type Socket } from 'socket.io-client'
import { afterEach, expect } from 'vitest'
import { takeLease } from '#central/agents/leases.ts'
import { openSession } from '#central/auth/sessions.ts'
import { createWallClock } from '#central/clock.ts'
import { appendEvent, ensureAgent, ensureEpoch } from '#central/db/event-log.ts'
import { migrate } from '#central/db/migrate.ts'
import { openDatabase } from '#central/db/open-database.ts'
import { createFlowContext } from '#central/flows/create-flow-context.ts'
import type { FlowContext } from '#central/flows/flow-context.ts'
import type { FloorReading, LinkFlows } from '#central/link/link-parts.ts'
import { createSocketSwitchboard } from '#central/link/socket-switchboard.ts'
import { startLink } from '#central/link/start-link.ts'
import { createMetrics } from '#central/metrics.ts'
import { secureRandom } from '#central/random.ts'
import type { Paperwork } from '#shared/protocol/command/paperwork.ts'
import { LINK_PATH, Welcome } from '#shared/protocol/envelope.ts'
import { accept, refuse } from '#shared/protocol/error.ts'
import type { DeskEvent } from '#shared/protocol/event/event.ts'
import { UserId } from '#shared/protocol/ids.ts'
import type { Snapshot } from '#shared/protocol/snapshot.ts'
import type { Catalog } from '#shared/protocol/view/catalog.ts'
import { addAgent } from './customers.ts'

const clock = createWallClock()
export const USER = UserId.parse('lin')
export const catalog: Catalog = {
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
export async function openLink() {
  const { db, close } = await openDatabase({ url: 'sqlite::memory:' })
  cleanUp.push(close)
  await migrate(db)
  const server = createServer()
  const asked: { live: unknown[]; paperwork: Paperwork[]; queries: unknown[] } = {
    live: [],
    paperwork: [],
    queries: [],
  }
  let publish: FlowContext['publish'] = () => {}
  const context = createFlowContext({
    db,
    clock,
    random: secureRandom,
    region: 'US',
    publish: (userIds, events) => publish(userIds, events),
    lines: { get: () => undefined, all: () => [] },
    log: { info() {}, warn() {}, error: (fields) => console.error(fields) },
  })
  const epoch = await ensureEpoch(db, context.newId)
  let floorReads = 0
  const renewing: { answer: LinkFlows['renewLease'] } = {
    answer: async () => ({ ok: true, expiresAt: Date.now() + 10_000, serverTime: Date.now(), seq: 0 }),
  }
  let floor: FloorReading = { asOf: 1, gauges: [], queuesOf: new Map(), parked: [], voicemails: [] }
  const link = startLink(
    {
      context,
      metrics: createMetrics(),
      epoch,
      backupHorizonMs: 7 * 86_400_000,
      flows: {
        async signInDesk(seating) {
          const fence = await takeLease(db, seating, Date.now() + 10_000)
          return fence === null ? refuse('fenced') : accept({ fence })
        },
        renewLease: (desk) => renewing.answer(desk),
        async executeLive(frame) {
          asked.live.push(frame)
          return { ok: true }
        },
        async applyPaperwork({ commands }) {
          asked.paperwork.push(...commands)
          return commands.map(({ commandId }) => ({ commandId, result: 'applied' }))
        },
        hasTaken: async ({ commandId }) => asked.paperwork.some((command) => command.commandId === commandId),
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
        async readFloor() {
          floorReads += 1
          return floor
        },
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
  await addAgent(db, USER)
  await ensureAgent(db, USER)
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  async function logIn() {
    return openSession(db, { userId: USER, random: secureRandom, now: Date.now() })
  }
  async function append(event: DeskEvent) {
    await appendEvent(db, { userId: USER, event, at: Date.now() })
    link.publish([USER])
  }
  function setFloor(reading: FloorReading) {
    floor = reading
  }
  return { db, url, epoch, asked, renewing, link, logIn, append, setFloor, floorReads: () => floorReads }
}

type Central = Awaited<ReturnType<typeof openLink>>
export type Greeting = Record<string, unknown>

export async function greeting(central: Central, change: Greeting = {}): Promise<Greeting> {
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

export function dial(central: Central, auth: Greeting, extraHeaders: Record<string, string> = {}): Socket {
  const options = { path: LINK_PATH, transports: ['websocket'], reconnection: false, forceNew: true }
  const socket = io(central.url, { ...options, auth, extraHeaders })
  cleanUp.push(() => socket.disconnect())
  return socket
}

export function next<T>(socket: Socket, name: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no ${name} within 5 s`)), 5_000)
    socket.once(name, (value: T) => {
      clearTimeout(timer)
      resolve(value)
    })
  })
}

type Connected = {
  socket: Socket
  welcome: Welcome
  ask(name: string, frame: unknown): ReturnType<Socket['emitWithAck']>
}

/** A desk that was welcomed. */
export async function connect(central: Central, change: Greeting = {}): Promise<Connected> {
  const socket = dial(central, await greeting(central, change))
  const welcome = Welcome.parse(await next(socket, 'welcome'))
  return { socket, welcome, ask: (name: string, frame: unknown) => socket.timeout(5_000).emitWithAck(name, frame) }
}

export const state = (reason: 'break' | 'lunch' | 'meeting'): DeskEvent => ({
  type: 'agent.state-changed',
  state: { kind: 'not_ready', since: 1, reason },
  next: null,
})
export const refused = (code: string) => ({ ok: false, refusal: expect.objectContaining({ code }) })
export const commandId = (n: number) => `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}`
