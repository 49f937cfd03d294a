import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import fc from 'fast-check'
import pino from 'pino'
import { afterEach, describe, expect, it } from 'vitest'
import { createUser } from '#central/auth/users.ts'
import { migrate } from '#central/db/migrate.ts'
import { openDatabase } from '#central/db/open-database.ts'
import { createFlowContext } from '#central/flows/create-flow-context.ts'
import { createMetrics } from '#central/metrics.ts'
import type { Random } from '#shared/domain/random.ts'
import { Role } from '#shared/protocol/agent-state.ts'
import { Refusal } from '#shared/protocol/error.ts'
import { UserId } from '#shared/protocol/ids.ts'
import { BODY_LIMIT, buildApp } from './build-app.ts'
import type { HttpParts } from './http-parts.ts'
import { LOG_INS_PER_ACCOUNT, LOG_INS_PER_ADDRESS } from './limit-log-ins.ts'
import { MAX_DEPTH, measureDepth } from './parse-json.ts'

const PASSWORD = 'six blue herons at dusk'
const random: Random = { next: Math.random, bytes: (count) => randomBytes(count) }
const cleanUp: (() => unknown)[] = []
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo()
})

async function openApp(change: Partial<HttpParts> = {}) {
  const { db, close } = await openDatabase({ url: 'sqlite::memory:' })
  await migrate(db)
  const logged: string[] = []
  let now = 1_780_000_000_000
  const asked: unknown[] = []
  const context = createFlowContext({
    db,
    clock: { now: () => now, schedule: () => () => {} },
    random,
    region: 'US',
    publish() {},
    lines: { get: () => undefined, all: () => [] },
    log: { info() {}, warn() {}, error() {} },
  })
  const app = await buildApp({
    context,
    masterKey: randomBytes(32),
    metrics: createMetrics(),
    log: pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) }),
    version: '0.0.0',
    allowedOrigins: ['https://desk.example'],
    behindProxy: false,
    isReady: () => true,
    async answerQuery(_user, name) {
      asked.push(name)
      if (name === 'customer.search') return { ok: true, value: { hits: [] } }
      if (name === 'customer.card') return { ok: true, value: { card: null } }
      throw new Error(`secret detail of ${name}`)
    },
    async applyPaperwork({ commands }) {
      asked.push(...commands)
      return commands.map(({ commandId }) => ({ commandId, result: 'applied' }))
    },
    setAgentState: async () => ({ ok: true, value: null }),
    simulator: { placeCall: () => 'call-1', callerHangsUp: (reference) => reference === 'call-1' },
    demoLogIns: null,
    vendors: [],
    ...change,
  })
  cleanUp.push(close, () => app.close())
  for (const role of Role.options) {
    const user = { userId: UserId.parse(`u-${role}`), login: role, name: role, role, teamId: null, line: null }
    const made = await createUser(db, { ...user, password: PASSWORD, mustChangePassword: false, now })
    if (!made.ok) throw new Error(made.refusal.code)
  }
  async function logIn(login: string, password = PASSWORD, address = '127.0.0.1') {
    const payload = { login, password }
    return app.inject({ method: 'POST', url: '/api/v1/session', payload, remoteAddress: address })
  }
  async function bearer(login: string) {
    return { authorization: `Bearer ${(await logIn(login)).json().token}` }
  }
  function pass(ms: number) {
    now += ms
  }
  return { app, db, asked, logged, logIn, bearer, pass }
}

type App = Awaited<ReturnType<typeof openApp>>
const post = (app: App, payload: string, headers: Record<string, string> = {}) =>
  app.app.inject({
    method: 'POST',
    url: '/api/v1/session',
    payload,
    headers: { 'content-type': 'application/json', ...headers },
  })

describe('log-in over HTTP', () => {
  it('answers a token that opens the session until it is closed', async () => {
    const { app, logIn } = await openApp()
    const answer = await logIn('agent')
    expect(answer.json()).toMatchObject({ user: { userId: 'u-agent', role: 'agent' }, mustChangePassword: false })
    const headers = { authorization: `Bearer ${answer.json().token}` }
    const session = () => app.inject({ url: '/api/v1/session', headers })
    expect((await session()).json()).toMatchObject({ user: { name: 'agent' } })
    expect((await app.inject({ method: 'DELETE', url: '/api/v1/session', headers })).statusCode).toBe(204)
    expect((await session()).json()).toEqual({ code: 'session_revoked' })
  })

  it('limits attempts per account and per address, and says for how long', async () => {
    const { logIn } = await openApp()
    for (let attempt = 0; attempt < LOG_INS_PER_ACCOUNT; attempt += 1) {
      expect((await logIn('agent', 'wrong', `10.0.0.${attempt}`)).statusCode).toBe(401)
    }
    const limited = await logIn('agent', PASSWORD, '10.0.1.1')
    expect(limited.statusCode).toBe(429)
    expect(limited.json()).toMatchObject({ code: 'too_many_attempts', params: { seconds: expect.any(Number) } })
    for (let attempt = 0; attempt < LOG_INS_PER_ADDRESS; attempt += 1) await logIn(`nobody${attempt}`, 'x', '10.9.9.9')
    expect((await logIn('supervisor', PASSWORD, '10.9.9.9')).statusCode).toBe(429)
    expect((await logIn('supervisor', PASSWORD, '10.9.9.8')).statusCode).toBe(200)
  })

  it('lets a person with a one-time password do nothing but change it', async () => {
    const { app, bearer, logIn } = await openApp()
    const admin = await bearer('admin')
    const payload = { login: 'newcomer', name: 'New Comer', role: 'agent' }
    const made = await app.inject({ method: 'POST', url: '/api/v1/users', headers: admin, payload })
    expect(made.statusCode).toBe(201)
    const first = await logIn('newcomer', made.json().oneTimePassword)
    expect(first.json().mustChangePassword).toBe(true)
    const headers = { authorization: `Bearer ${first.json().token}` }
    const queues = () => app.inject({ url: '/api/v1/queues', headers })
    expect((await queues()).json()).toEqual({ code: 'must_change_password' })
    const change = (password: string) =>
      app.inject({
        method: 'PUT',
        url: '/api/v1/password',
        headers,
        payload: { current: made.json().oneTimePassword, password },
      })
    expect((await change('short')).json()).toMatchObject({ code: 'password_too_weak' })
    expect((await change('nine amber lanterns')).statusCode).toBe(204)
    expect((await queues()).statusCode).toBe(200)
  })

  it('logs no password, token, name or address', async () => {
    const { app, logIn, logged } = await openApp()
    const { token } = (await logIn('agent', PASSWORD, '203.0.113.77')).json()
    const headers = { authorization: `Bearer ${token}` }
    await app.inject({ url: '/api/v1/customers?text=Wang%20Xiaoming', headers })
    await app.inject({ url: '/api/v1/interactions/i1', headers })
    const text = logged.join('')
    expect(text).toContain('logged in')
    for (const needle of [PASSWORD, token, '203.0.113.77', 'Xiaoming']) expect(text).not.toContain(needle)
  })
})

describe('bad requests', () => {
  it('end in one closed code each, never in a stack trace', async () => {
    const open = await openApp()
    const cases: [string, Promise<{ statusCode: number; body: string }>, number][] = [
      ['truncated JSON', post(open, '{"login":"a'), 400],
      ['__proto__', post(open, '{"login":"a","password":"b","__proto__":{"x":1}}'), 400],
      ['constructor.prototype', post(open, '{"login":"a","password":"b","constructor":{"prototype":{"x":1}}}'), 400],
      ['an unknown key', post(open, '{"login":"a","password":"b","role":"admin"}'), 400],
      ['depth', post(open, '['.repeat(200_000)), 400],
      ['size', post(open, `{"login":"${'x'.repeat(BODY_LIMIT * 4)}"}`), 413],
      ['XML', post(open, '<login/>', { 'content-type': 'application/xml' }), 415],
      ['gzip', post(open, '{}', { 'content-encoding': 'gzip' }), 415],
      ['another origin', post(open, '{}', { origin: 'https://evil.example' }), 403],
      ['a form of another site', post(open, '{}', { 'sec-fetch-site': 'cross-site' }), 403],
      ['an unknown path', open.app.inject({ url: '/api/v1/nothing' }), 404],
      ['a wrong method', open.app.inject({ method: 'DELETE', url: '/api/v1/queues' }), 405],
      ['TRACE', open.app.inject({ method: 'TRACE' as 'GET', url: '/api/v1/queues' }), 405],
      ['a broken address', open.app.inject({ url: '/api/v1/customers/%zz' }), 400],
    ]
    for (const [name, request, status] of cases) {
      const answer = await request
      expect(answer.statusCode, name).toBe(status)
      expect(Refusal.safeParse(JSON.parse(answer.body)).success, `${name}: ${answer.body}`).toBe(true)
    }
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false)
  })

  it('with a repeated or senseless query parameter are refused, and a bug tells nothing of itself', async () => {
    const { app, bearer } = await openApp()
    const headers = await bearer('agent')
    for (const query of [
      'text=a&text=b',
      'text=a&limit=-1',
      'text=a&limit=1000000000',
      `text=${'x'.repeat(300)}`,
      'x=1',
    ]) {
      const answer = await app.inject({ url: `/api/v1/customers?${query}`, headers })
      expect(answer.statusCode, query).toBe(400)
    }
    const bug = await app.inject({ url: '/api/v1/interactions/i1', headers })
    expect([bug.statusCode, bug.body]).toEqual([500, '{"code":"internal"}'])
  })

  it('[BAD-24] that smuggle a second length or never end are cut off', async () => {
    const { app } = await openApp()
    await app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = app.server.address() as AddressInfo
    const head = 'POST /api/v1/session HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n'
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () =>
        socket.write(`${head}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`),
      )
      let text = ''
      socket.on('data', (data) => {
        text += data
      })
      socket.on('end', () => resolve(text)).on('error', reject)
    })
    expect(answer).toContain('HTTP/1.1 400')
    expect(app.server.requestTimeout).toBe(10_000)
  })

  it('nest as deep as they are measured', () => {
    const nested = fc
      .integer({ min: 0, max: 60 })
      .map((depth) => `${'[{"a":'.repeat(depth)}"[[\\"{"${'}]'.repeat(depth)}`)
    fc.assert(fc.property(nested, (text) => measureDepth(text) === (text.match(/\[\{"a"/g)?.length ?? 0) * 2))
    expect(MAX_DEPTH).toBe(32)
  })
})

describe('health', () => {
  it('is alive while it is not ready, and counts without personal data', async () => {
    let ready = false
    const { app, logIn } = await openApp({ isReady: () => ready })
    expect((await app.inject({ url: '/healthz' })).statusCode).toBe(200)
    expect((await app.inject({ url: '/readyz' })).json()).toEqual({ code: 'central_unavailable' })
    ready = true
    expect((await app.inject({ url: '/readyz' })).statusCode).toBe(200)
    await logIn('agent', 'wrong')
    const { body } = await app.inject({ url: '/metrics' })
    expect(body).toContain('ringdesk_refusals_total{edge="http",code="wrong_credentials"} 1')
    expect(body).toContain('ringdesk_http_request_seconds_count{route="/api/v1/session",method="POST",status="401"} 1')
  })

  it('is alive and not ready while the database does not answer', async () => {
    const { app, db } = await openApp()
    expect((await app.inject({ url: '/readyz' })).statusCode).toBe(200)
    await db.destroy()
    const answer = await app.inject({ url: '/readyz' })
    expect([answer.statusCode, answer.json()]).toEqual([503, { code: 'central_unavailable' }])
    expect((await app.inject({ url: '/healthz' })).statusCode).toBe(200)
  })

  it('tells who asks while the loop is far behind to come back, and answers again after', async () => {
    const { app } = await openApp({ maxLoopDelayMs: 50 })
    const ask = async () => (await app.inject({ url: '/healthz' })).statusCode
    expect(await ask()).toBe(200)
    await expect
      .poll(
        async () => {
          const from = performance.now()
          while (performance.now() - from < 400);
          return ask()
        },
        { timeout: 20_000 },
      )
      .toBe(503)
    await expect.poll(ask, { timeout: 20_000 }).toBe(200)
  })
})
