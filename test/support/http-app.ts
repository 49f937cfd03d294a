import { randomBytes } from 'node:crypto'
import pino from 'pino'
import { onTestFinished } from 'vitest'
import { createUser } from '#central/auth/users.ts'
import { migrate } from '#central/db/migrate.ts'
import { openDatabase } from '#central/db/open-database.ts'
import { createFlowContext } from '#central/flows/create-flow-context.ts'
import { buildApp } from '#central/http/build-app.ts'
import type { HttpParts } from '#central/http/http-parts.ts'
import { createMetrics } from '#central/metrics.ts'
import type { Random } from '#shared/domain/random.ts'
import { Role } from '#shared/protocol/agent-state.ts'
import { UserId } from '#shared/protocol/ids.ts'
import { createMemoryRecordings } from '#test/support/memory-recordings.ts'

export const PASSWORD = 'six blue herons at dusk'
const random: Random = { next: Math.random, bytes: (count) => randomBytes(count) }
/** Central's HTTP side with a person of each role, and nothing behind it but notes of what was asked. */
export async function openApp(change: Partial<HttpParts> = {}) {
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
    // tests share their machine with others
    maxLoopDelayMs: 0,
    simulator: { placeCall: () => 'call-1', callerHangsUp: (reference) => reference === 'call-1' },
    recordings: createMemoryRecordings(),
    demoLogIns: null,
    vendors: [],
    ...change,
  })
  onTestFinished(async () => {
    await app.close()
    await close()
  })
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
