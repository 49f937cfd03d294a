import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { io, type Socket } from 'socket.io-client'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { hashToken } from '#central/auth/session-token.ts'
import type { Central } from '#central/boot.ts'
import { wallClock } from '#main/clock.ts'
import { secureRandom } from '#main/random.ts'
import { DeskSnapshot, ShellInfo } from '#shared/protocol/desk-port.ts'
import { readQuietDemo, startDemoCentral } from '#test/support/demo-central.ts'
import { startWeb } from '#web/boot.ts'

const log = pino({ level: process.env.RINGDESK_LOG_LEVEL ?? 'fatal' })
let folder: string
let central: Central
let web: Awaited<ReturnType<typeof startWeb>>
let sockets: Socket[] = []
let centralPort = 0

async function startCentralAgain(): Promise<void> {
  central = await startDemoCentral(folder, { port: centralPort, log })
  centralPort = central.port
}
const startShell = (args: readonly string[], consoleDir = join(folder, 'console')) =>
  startWeb(readQuietDemo(args), { clock: wallClock, random: secureRandom, log, version: '1.2.3', consoleDir })
const startWebAgain = async (port = 0) => {
  web = await startShell([`--data-dir=${folder}`, `--web-port=${port}`, `--central-port=${centralPort}`])
}

type Answer = { status: number; headers: Record<string, string | string[] | undefined>; text: string }
/** A request with exactly these headers: fetch would not let a test lie about Host and Origin. */
function ask(method: string, path: string, headers: Record<string, string> = {}, body?: unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
    const own = {
      host: `localhost:${web.port}`,
      ...(text ? { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) } : {}),
    }
    const sent = request(
      { host: '127.0.0.1', port: web.port, method, path, headers: { ...own, ...headers } },
      (answer) => {
        let read = ''
        answer.on('data', (chunk) => {
          read += chunk
        })
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: read }))
      },
    )
    sent.on('error', reject)
    sent.end(text)
  })
}
const origin = () => ({ origin: `http://localhost:${web.port}` })
const credentials = { login: 'mei', password: 'ringdesk-demo' }

async function signIn(): Promise<string> {
  const answer = await ask('POST', '/session', origin(), credentials)
  if (answer.status !== 200) throw new Error(answer.text)
  return String(answer.headers['set-cookie']).split(';')[0] ?? ''
}

function connect(headers: Record<string, string>): Promise<Socket> {
  const socket = io(`http://127.0.0.1:${web.port}`, {
    path: '/desk',
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders: { host: `localhost:${web.port}`, ...headers },
  })
  sockets.push(socket)
  return new Promise((resolve, reject) => {
    socket.on('connect', () => resolve(socket))
    socket.on('connect_error', reject)
  })
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'web-shell-'))
  await mkdir(join(folder, 'console', 'assets'), { recursive: true })
  await writeFile(join(folder, 'console', 'index.html'), '<!doctype html><title>Ringdesk</title>')
  await writeFile(join(folder, 'console', 'assets', 'app-1a2b.js'), 'export {}')
  await startCentralAgain()
})
afterAll(async () => {
  await central.stop()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  sockets = []
  await startWebAgain()
})
afterEach(async () => {
  for (const socket of sockets) socket.disconnect()
  await web.stop()
})

describe('the console it serves', () => {
  it('comes with headers that let nothing in', async () => {
    const page = await ask('GET', '/')
    expect(page.status).toBe(200)
    expect(page.headers['cache-control']).toBe('no-store')
    const policy = String(page.headers['content-security-policy'])
    for (const rule of [
      "default-src 'self'",
      "script-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "connect-src 'self'",
    ])
      expect(policy).toContain(rule)
    expect(policy).not.toMatch(/script-src[^;]*unsafe/)
    expect(page.headers['x-content-type-options']).toBe('nosniff')
    const asset = await ask('GET', '/assets/app-1a2b.js')
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  })

  it('is the same page at its own addresses, and nothing outside its folder', async () => {
    expect((await ask('GET', '/customers/c-1', { accept: 'text/html' })).text).toContain('Ringdesk')
    expect((await ask('GET', '/assets/none.js')).status).toBe(404)
    for (const path of [
      '/../web/master.key',
      '/..%2fweb%2fmaster.key',
      '/%2e%2e/web/master.key',
      '/assets/..%5c..%5cweb',
    ])
      expect((await ask('GET', path)).status, path).toBeGreaterThanOrEqual(400)
  })

  it('tells what the shell is', async () => {
    const info = ShellInfo.parse(JSON.parse((await ask('GET', '/shell')).text))
    expect(info).toMatchObject({ kind: 'browser', version: '1.2.3', storage: 'this_computer' })
    expect(info.demoLogins.map((entry) => entry.login)).toContain('mei')
  })
})

describe('the door', () => {
  it.each([
    ['no origin', {}],
    ['a foreign origin', { origin: 'http://evil.example' }],
    ['a null origin', { origin: 'null' }],
    ['another port of this computer', { origin: 'http://localhost:1' }],
    ['a rebound name', { origin: 'http://evil.example', host: 'evil.example' }],
  ])('turns away a log-in with %s', async (_why, headers) => {
    const answer = await ask('POST', '/session', headers, credentials)
    expect(answer.status).toBe(403)
    expect(answer.headers['set-cookie']).toBeUndefined()
  })

  it('turns away forms, and pages of other sites by what the browser says', async () => {
    const form = { ...origin(), 'content-type': 'application/x-www-form-urlencoded' }
    expect((await ask('POST', '/session', form, 'login=mei&password=ringdesk-demo')).status).toBe(415)
    expect((await ask('POST', '/session', { ...origin(), 'sec-fetch-site': 'cross-site' }, credentials)).status).toBe(
      403,
    )
  })

  it('turns away reading under a name that is not ours', async () => {
    expect((await ask('GET', '/shell', { host: 'evil.example' })).status).toBe(403)
  })

  it('[BAD-83] turns away sockets of other origins and without a session', async () => {
    const cookie = await signIn()
    await expect(connect({ cookie, origin: 'http://evil.example' })).rejects.toThrow()
    await expect(connect({ cookie })).rejects.toThrow()
    await expect(connect(origin())).rejects.toThrow()
    await expect(connect({ ...origin(), cookie: `${cookie}x` })).rejects.toThrow()
  })
})

describe('a session', () => {
  it("is a cookie no script can read, and central's token stays inside", async () => {
    const answer = await ask('POST', '/session', origin(), credentials)
    const cookie = String(answer.headers['set-cookie'])
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Strict/)
    const ticket = cookie.split(';')[0] ?? ''
    const window = await connect({ ...origin(), cookie: ticket })
    const seen = [
      ...[answer.text, JSON.stringify(answer.headers)],
      JSON.stringify(await window.emitWithAck('snapshot')),
      (await ask('GET', '/session', { cookie: ticket })).text,
      (await ask('GET', '/shell', { cookie: ticket })).text,
    ]
    // central keeps the hashes of its tokens: nothing a browser was given may be one of them
    const kept = await central.context.db.selectFrom('session').select('token_hash').execute()
    const hashes = new Set(kept.map((row) => row.token_hash))
    expect(hashes.size).toBeGreaterThan(0)
    const words = seen.flatMap((text) => text.match(/[\w-]{20,}/g) ?? [])
    expect(words).not.toEqual([])
    expect(words.filter((word) => hashes.has(word) || hashes.has(hashToken(word)))).toEqual([])
    expect(JSON.parse(answer.text)).toMatchObject({ ok: true, user: { userId: 'demo-mei' } })
  })

  it('is refused in a closed word', async () => {
    const wrong = await ask('POST', '/session', origin(), { login: 'mei', password: 'wrong' })
    expect(JSON.parse(wrong.text)).toEqual({ ok: false, refusal: { code: 'wrong_credentials' } })
    expect(JSON.parse((await ask('GET', '/session')).text)).toEqual({ user: null })
  })

  it('[BAD-80] rotates its ticket: the one a browser held before opens nothing any more', async () => {
    const before = await signIn()
    const again = await ask('POST', '/session', { ...origin(), cookie: before }, credentials)
    const after = String(again.headers['set-cookie']).split(';')[0] ?? ''
    expect(after).not.toBe(before)
    const whose = async (cookie: string) => JSON.parse((await ask('GET', '/session', { cookie })).text).user
    expect(await whose(before)).toBeNull()
    expect(await whose(after)).toMatchObject({ userId: expect.any(String) })
  })

  it('shares one desk between windows, and ends in all of them', async () => {
    const cookie = await signIn()
    const one = await connect({ ...origin(), cookie })
    const two = await connect({ ...origin(), cookie })
    const first = DeskSnapshot.parse(await one.emitWithAck('snapshot'))
    const second = DeskSnapshot.parse(await two.emitWithAck('snapshot'))
    expect(second.deviceId).toBe(first.deviceId)
    const heard: unknown[] = []
    two.on('notice', (...notices) => heard.push(...notices))
    const draft = { kind: 'local', command: { type: 'draft.save', key: 'k', revision: 1, fields: { note: 'half' } } }
    expect(await one.emitWithAck('send', draft)).toEqual({ ok: true })
    await expect.poll(() => heard).toContainEqual(expect.objectContaining({ kind: 'draft' }))
    expect(await one.emitWithAck('send', { kind: 'nonsense' })).toMatchObject({
      ok: false,
      refusal: { code: 'bad_request' },
    })
    expect(await one.emitWithAck('query', { name: 'work.list', params: {} })).toMatchObject({ ok: true })

    const gone = new Promise((resolve) => two.on('disconnect', resolve))
    expect((await ask('DELETE', '/session', { ...origin(), cookie })).status).toBe(204)
    await gone
    expect(heard).toContainEqual({ kind: 'signed-out', reason: null })
    expect(JSON.parse((await ask('GET', '/session', { cookie })).text)).toEqual({ user: null })
    await expect(connect({ ...origin(), cookie })).rejects.toThrow()
  })

  it('ends at once when central says that the person is disabled: no window, no cache, no ticket', async () => {
    const cookie = await signIn()
    const window = await connect({ ...origin(), cookie })
    await expect
      .poll(async () => DeskSnapshot.parse(await window.emitWithAck('snapshot')).link.kind, { timeout: 10_000 })
      .toBe('online')
    const heard: unknown[] = []
    window.on('notice', (...notices) => heard.push(...notices))
    const gone = new Promise((resolve) => window.on('disconnect', resolve))
    const { db } = central.context
    await db.updateTable('user').set({ disabled: 1 }).where('id', '=', 'demo-mei').execute()
    await gone
    expect(heard).toContainEqual({ kind: 'signed-out', reason: { code: 'session_revoked' } })
    expect(JSON.parse((await ask('GET', '/session', { cookie })).text)).toEqual({ user: null })
    await expect(connect({ ...origin(), cookie })).rejects.toThrow()
    await db.updateTable('user').set({ disabled: 0 }).where('id', '=', 'demo-mei').execute()
    expect(await signIn()).not.toBe(cookie)
  })

  it('outlives a restart of the shell, also while central is away', async () => {
    const cookie = await signIn()
    const before = await connect({ ...origin(), cookie })
    const task = { type: 'task.complete', taskId: 'no-such-task' }
    await central.stop()
    expect(await before.emitWithAck('send', { kind: 'paperwork', bodies: [task], dropDraft: null })).toEqual({
      ok: true,
    })
    const { port } = web
    await web.stop()
    await startWebAgain(port)
    expect(JSON.parse((await ask('GET', '/session', { cookie })).text)).toMatchObject({ user: { userId: 'demo-mei' } })
    const after = await connect({ ...origin(), cookie })
    expect(DeskSnapshot.parse(await after.emitWithAck('snapshot')).sync).toMatchObject({ waiting: 1 })
    await startCentralAgain()
    const sync = async () => DeskSnapshot.parse(await after.emitWithAck('snapshot')).sync
    await expect.poll(sync, { timeout: 10_000 }).toMatchObject({ waiting: 0, rejected: 1 })
  })
})

describe('a start that cannot be', () => {
  it('is told in one sentence', async () => {
    const consoleDir = join(folder, 'console')
    // a folder of its own: the shell of the other tests holds theirs
    const second = `--data-dir=${join(folder, 'second')}`
    const start = (...args: string[]) => startShell([second, ...args])
    const busy = createServer()
    await new Promise<void>((resolve) => busy.listen(0, '127.0.0.1', resolve))
    const address = busy.address()
    const port = typeof address === 'object' && address ? address.port : 0
    await expect(start(`--web-port=${port}`)).rejects.toThrow(/^Port \d+ is in use.*RINGDESK_WEB_PORT\.$/)
    busy.close()
    await expect(start(`--data-dir=${join(consoleDir, 'index.html')}`)).rejects.toThrow(
      /^The data folder .* RINGDESK_DATA_DIR\.$/,
    )
    await expect(start('--host=0.0.0.0')).rejects.toThrow(/RINGDESK_TLS_CERT/)
    await expect(start('--web-port=0', '--behind-proxy')).rejects.toThrow(/RINGDESK_ALLOWED_ORIGINS/)
    await expect(start('--tls-cert=/nowhere')).rejects.toThrow(/together/)
    await expect(startShell([second], folder)).rejects.toThrow(/npm run build/)
  })
})
