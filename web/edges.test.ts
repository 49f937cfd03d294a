import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import pino from 'pino'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import { Credentials, DeskCommand, DeskSnapshot } from '#shared/protocol/desk-port.ts'
import { Refusal } from '#shared/protocol/error.ts'
import { QueryName } from '#shared/protocol/query/query.ts'
import { attackField } from '#test/support/edges/attack-field.ts'
import { expectCleanLog } from '#test/support/edges/expect-clean-log.ts'
import { hostileText, hostileValue, NEEDLE } from '#test/support/edges/hostile-values.ts'
import { RUNS } from '#test/support/edges/runs.ts'
import { listFields } from '#test/support/edges/schema-values.ts'
import { ada, createMemoryKeys, openTestDesk } from '#test/support/open-test-desk.ts'
import { createSmallCentral } from '#test/support/small-central.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import { buildApp } from './build-app.ts'
import { makeSessionCookie } from './cookie.ts'
import type { DeskSocket } from './desk-socket.ts'
import { createDesks } from './desks.ts'
import { createDoor } from './door.ts'
import { openWebSessions } from './web-sessions.ts'

const PATIENCE = { timeout: 600_000 }
const SECRET = 'beside-the-console'
const ROUTES = [
  'GET /session',
  'POST /session',
  'DELETE /session',
  'POST /goodbye',
  'GET /shell',
  'GET /',
  'GET /assets/app.js',
]
const logged: string[] = []
/** what reached central: nothing that this shell refuses may */
const heard: string[] = []

let folder: string
let central: Server
let app: FastifyInstance
let socket: DeskSocket
let port = 7000
let stopDesks: () => Promise<void>
let cookie = ''

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'web-edges-'))
  mkdirSync(join(folder, 'console', 'assets'), { recursive: true })
  writeFileSync(join(folder, 'console', 'index.html'), '<!doctype html><title>Ringdesk</title>')
  writeFileSync(join(folder, 'console', 'assets', 'app.js'), 'export {}')
  writeFileSync(join(folder, 'secret.txt'), SECRET)
  central = createServer((request, answer) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      heard.push(body)
      answer.writeHead(401, { 'content-type': 'application/json' }).end('{"code":"wrong_credentials"}')
    })
  })
  await new Promise<void>((resolve) => central.listen(0, '127.0.0.1', resolve))
  const clock = createTestClock(1_000_000)
  const random = createSeededRandom(5)
  const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) })
  // central is away: what asks it is answered at once, on a clock that stands
  const { openLine, faults } = createSmallCentral(clock)
  faults.away = true
  const storeKeys = createMemoryKeys()
  const desks = createDesks(
    async () => ({ ok: true, value: (await openTestDesk({ dataDir: folder, clock, openLine, storeKeys, log })).desk }),
    { clock, log },
  )
  stopDesks = desks.stop
  const sessions = openWebSessions(folder, random.bytes(32), { clock, random, log })
  const made = makeSessionCookie(false, () => port)
  const built = await buildApp({
    ...{ tls: null, secure: false, behindProxy: false, consoleDir: join(folder, 'console'), log },
    ...{ centralUrl: `http://127.0.0.1:${(central.address() as AddressInfo).port}`, cookie: made, sessions, desks },
    door: createDoor({ host: '127.0.0.1', allowedOrigins: [], behindProxy: false, certificate: null }, () => port),
    shell: async () => ({ kind: 'browser', version: '1', globalKeys: false, storage: 'this_computer', demoLogins: [] }),
  })
  app = built.app
  socket = built.socket
  await app.listen({ host: '127.0.0.1', port: 0 })
  port = (app.server.address() as AddressInfo).port
  cookie = `${made.name}=${sessions.start(ada, 'token-of-a-test-session')}`
})
afterAll(async () => {
  await socket.stop()
  await app.close()
  await stopDesks()
  await new Promise((resolve) => central.close(resolve))
  rmSync(folder, { recursive: true, force: true })
})

let asked = 0
/** Each from an address of its own, so that the limit of log-ins is not what is measured. */
function ask({ headers, ...request }: InjectOptions): Promise<LightMyRequestResponse> {
  asked += 1
  const ours = { host: `localhost:${port}`, origin: `http://localhost:${port}` }
  const remoteAddress = `10.${(asked >> 16) & 255}.${(asked >> 8) & 255}.${asked & 255}`
  return app.inject({ remoteAddress, ...request, headers: { ...ours, ...headers } })
}

const Refused = z.strictObject({ ok: z.literal(false), refusal: Refusal })
/** A refusal is a closed code with its status, and nothing that is said shows what was sent or how this is built. */
function judge({ statusCode, body, headers, raw }: LightMyRequestResponse): string | null {
  expect(body).not.toMatch(/\bat .+[:(].*\.[cm]?[jt]s|node_modules/)
  for (const secret of [NEEDLE, SECRET, folder]) expect(body + JSON.stringify(headers)).not.toContain(secret)
  if (statusCode < 400) return null
  expect(statusCode).not.toBe(500)
  if (raw.req.method === 'HEAD') return 'not_found'
  const { refusal } = Refused.parse(JSON.parse(body))
  expect(refusal.code).not.toBe('internal')
  return refusal.code
}
const each = (count: number, run: (text: string) => Promise<void>) =>
  fc.assert(fc.asyncProperty(hostileText, run), { numRuns: count })
/** As much of it as a header can carry. */
const asHeader = (text: string) => text.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '?').slice(0, 8_000)
const split = (route: string) => {
  const [method = '', url = ''] = route.split(' ')
  return { method: method as 'GET', url }
}

describe('every route', () => {
  it('is known here', () => {
    const shown = app.printRoutes({ commonPrefix: false })
    const found = [...shown.matchAll(/(\S*) \(([A-Z, ]+)\)/g)].map(([, path, methods]) => `${path} ${methods}`)
    expect(found.toSorted()).toMatchInlineSnapshot(`
      [
        "* HEAD, GET",
        "/goodbye POST",
        "/session POST, GET, HEAD, DELETE",
        "/shell GET, HEAD",
      ]
    `)
  })

  it.each(listFields(Credentials))('POST /session: $name', PATIENCE, async (field) => {
    await attackField(field, { schema: Credentials }, async (body, isRead) => {
      heard.length = 0
      const payload = JSON.stringify(body) ?? ''
      const headers = { 'content-type': 'application/json' }
      const code = judge(await ask({ method: 'POST', url: '/session', headers, payload }))
      expect(code).toBe(isRead ? 'wrong_credentials' : 'bad_request')
      if (!isRead) expect(heard).toEqual([])
    })
    expectCleanLog(logged)
  })

  it.each(ROUTES)('%s: a body that is no JSON, of any type', PATIENCE, async (route) => {
    await each(RUNS, async (text) => {
      for (const type of ['application/json', 'text/plain', asHeader(text)]) {
        heard.length = 0
        judge(await ask({ ...split(route), headers: { 'content-type': type }, payload: text }))
        expect(heard).toEqual([])
      }
    })
    expectCleanLog(logged)
  })

  const headers = ['host', 'origin', 'sec-fetch-site', 'cookie', 'content-type', 'accept', 'x-forwarded-for', 'range']
  it.each(ROUTES.flatMap((route) => headers.map((header) => [route, header])))(
    '%s: the header %s',
    PATIENCE,
    async (route, header) => {
      await each(RUNS, async (text) => {
        const value = asHeader(text)
        const given = header === 'cookie' ? `${cookie.split('=')[0]}=${value}` : value
        const answer = await ask({ ...split(route), headers: { [header]: given } })
        const code = judge(answer)
        if (header === 'host') expect(code).toBe('forbidden')
        if (header === 'origin' && !route.startsWith('GET')) expect(code).toBe('forbidden')
        if (header === 'cookie' && route === 'GET /session') expect(answer.json()).toEqual({ user: null })
      })
      expectCleanLog(logged)
    },
  )

  it('an address that nobody has, with any method', PATIENCE, async () => {
    const places = ['/', '/session/', '/shell/', '/assets/', '/desk/', '/../', '/%2e%2e/', '/..%5c']
    const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const
    await each(RUNS, async (text) => {
      for (const place of places) {
        for (const path of [encodeURIComponent(text.toWellFormed()), asHeader(text).replaceAll(/[\s#]/g, '_')]) {
          const method = methods[asked % methods.length] ?? 'GET'
          judge(await ask({ method, url: `${place}${path}`.slice(0, 8_000) }))
        }
      }
    })
    expect(judge(await ask({ method: 'GET', url: '/..%2fsecret.txt' }))).not.toBeNull()
    expect(judge(await ask({ method: 'GET', url: `/%${NEEDLE}` }))).toBe('bad_request')
    expectCleanLog(logged)
  })
})

describe('every message of a window', () => {
  /** several, so that the limit of messages is not what is measured */
  const windows: Socket[] = []
  let said = 0
  beforeAll(async () => {
    for (let n = 0; n < 30; n += 1) windows.push(await connect())
  })
  afterAll(() => {
    for (const window of windows) window.disconnect()
  })

  function connect(): Promise<Socket> {
    const made = io(`http://127.0.0.1:${port}`, {
      ...{ path: '/desk', transports: ['websocket'], reconnection: false, forceNew: true },
      extraHeaders: { host: `localhost:${port}`, origin: `http://localhost:${port}`, cookie },
    })
    return new Promise((resolve, reject) => {
      made.on('connect', () => resolve(made))
      made.on('connect_error', reject)
    })
  }
  async function say(name: string, ...args: unknown[]): Promise<string | null> {
    said += 1
    const window = windows[said % windows.length]
    const answer: unknown = await window?.timeout(60_000).emitWithAck(name, ...args)
    const refused = Refused.safeParse(answer)
    if (!refused.success) return null
    expect(JSON.stringify(answer)).not.toContain(NEEDLE)
    expect(['internal', 'rate_limited'], JSON.stringify(args).slice(0, 300)).not.toContain(refused.data.refusal.code)
    return refused.data.refusal.code
  }

  it.each(listFields(DeskCommand))('send: $name', PATIENCE, async (field) => {
    // what lies deeper is asked in full of the desk and of central
    const runs = field.path.length > 1 ? Math.ceil(RUNS / 50) : RUNS
    await attackField(field, { schema: DeskCommand, runs }, async (command, isRead) => {
      const code = await say('send', command)
      if (!isRead) expect(code).toBe('bad_request')
    })
    expectCleanLog(logged)
  })

  const Query = z.strictObject({ name: QueryName, params: z.looseObject({}) })
  it.each(listFields(Query))('query: $name', PATIENCE, async (field) => {
    await attackField(field, { schema: Query }, async (query, isRead) => {
      const code = await say('query', query)
      if (!isRead) expect(code).toBe('bad_request')
    })
    expectCleanLog(logged)
  })

  it('any name, any number of things said, with an answer wanted or not', PATIENCE, async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, fc.array(hostileValue, { maxLength: 4 }), async (name, args) => {
        said += 1
        const window = windows[said % windows.length]
        // these two are the library's own and refused at the sender
        if (!['connect', 'disconnect'].includes(name)) window?.emit(name, ...args)
        window?.emit('send', ...args)
        await say('send', ...args)
        expect(DeskSnapshot.safeParse(await window?.timeout(60_000).emitWithAck('snapshot', ...args)).success).toBe(
          true,
        )
      }),
      { numRuns: RUNS },
    )
    expect(windows.every((window) => window.connected)).toBe(true)
    expectCleanLog(logged)
  })

  it('frames that are none end their own line and nothing else', PATIENCE, async () => {
    await each(Math.ceil(RUNS / 20), async (text) => {
      const line = await connect()
      for (const start of ['2["send",', '2', '51-["send",', '9', '']) line.io.engine.write(start + text.toWellFormed())
      line.disconnect()
      expect(await say('snapshot')).toBeNull()
    })
    expectCleanLog(logged)
  })
})
