import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import pino from 'pino'
import { expect } from 'vitest'
import { z } from 'zod'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import { Refusal } from '#shared/protocol/error.ts'
import { buildApp } from '#web/build-app.ts'
import { makeSessionCookie } from '#web/cookie.ts'
import { createDesks } from '#web/desks.ts'
import { createDoor } from '#web/door.ts'
import { openWebSessions } from '#web/web-sessions.ts'
import { ada, createMemoryKeys, openTestDesk } from '../open-test-desk.ts'
import { createSmallCentral } from '../small-central.ts'
import { createTestClock } from '../virtual-clock.ts'
import { hostileText, NEEDLE } from './hostile-values.ts'

const SECRET = 'beside-the-console'

/**
 * The web shell before a central that says no to every log-in, with one signed-in user. `logged`: what it wrote so far;
 * `heard`: what reached central.
 */
export async function openWebEdges() {
  const logged: string[] = []
  const heard: string[] = []
  let port = 7000
  const folder = mkdtempSync(join(tmpdir(), 'web-edges-'))
  mkdirSync(join(folder, 'console', 'assets'), { recursive: true })
  writeFileSync(join(folder, 'console', 'index.html'), '<!doctype html><title>Ringdesk</title>')
  writeFileSync(join(folder, 'console', 'assets', 'app.js'), 'export {}')
  writeFileSync(join(folder, 'secret.txt'), SECRET)
  const central = createServer((request, answer) => {
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
  const sessions = openWebSessions(folder, random.bytes(32), { clock, random, log })
  const made = makeSessionCookie(false, () => port)
  const built = await buildApp({
    phoneOrigins: [],
    ...{ tls: null, secure: false, behindProxy: false, consoleDir: join(folder, 'console'), log },
    ...{ centralUrl: `http://127.0.0.1:${(central.address() as AddressInfo).port}`, cookie: made, sessions, desks },
    door: createDoor({ host: '127.0.0.1', allowedOrigins: [], behindProxy: false, certificate: null }, () => port),
    shell: async () => ({ kind: 'browser', version: '1', globalKeys: false, storage: 'this_computer', demoLogins: [] }),
  })
  const { app, socket } = built
  await app.listen({ host: '127.0.0.1', port: 0 })
  port = (app.server.address() as AddressInfo).port
  const cookie = `${made.name}=${sessions.start(ada, 'token-of-a-test-session')}`

  let asked = 0
  return {
    ...{ app, port, cookie, logged, heard },
    /** Each from an address of its own, so that the limit of log-ins is not what is measured. */
    ask({ headers, ...request }: InjectOptions): Promise<LightMyRequestResponse> {
      asked += 1
      const ours = { host: `localhost:${port}`, origin: `http://localhost:${port}` }
      const remoteAddress = `10.${(asked >> 16) & 255}.${(asked >> 8) & 255}.${asked & 255}`
      return app.inject({ remoteAddress, ...request, headers: { ...ours, ...headers } })
    },
    /** The code of a refusal, null when it is none; it shows nothing of what was sent or of how this is built. */
    judge({ statusCode, body, headers, raw }: LightMyRequestResponse): string | null {
      expect(body).not.toMatch(/\bat .+[:(].*\.[cm]?[jt]s|node_modules/)
      for (const secret of [NEEDLE, SECRET, folder]) expect(body + JSON.stringify(headers)).not.toContain(secret)
      if (statusCode < 400) return null
      expect(statusCode).not.toBe(500)
      if (raw.req.method === 'HEAD') return 'not_found'
      const { refusal } = Refused.parse(JSON.parse(body))
      expect(refusal.code).not.toBe('internal')
      return refusal.code
    },
    async close(): Promise<void> {
      await socket.stop()
      await app.close()
      await desks.stop()
      await new Promise((resolve) => central.close(resolve))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export const Refused = z.strictObject({ ok: z.literal(false), refusal: Refusal })
export const PATIENCE = { timeout: 600_000 }
/** So often, each time with another hostile text. */
export const each = (count: number, run: (text: string) => Promise<void>) =>
  fc.assert(fc.asyncProperty(hostileText, run), { numRuns: count })

export type WebEdges = Awaited<ReturnType<typeof openWebEdges>>
