import { hashPassword } from '#central/auth/password-hash.ts'
import { openSession } from '#central/auth/sessions.ts'
import { createTwilioLegs } from '#central/calls/twilio-leg-rows.ts'
import { seedCatalog } from '#central/catalog/seed-catalog.ts'
import { connectFlows } from '#central/connect-flows.ts'
import { createLog } from '#central/create-log.ts'
import { ensureEpoch } from '#central/db/event-log.ts'
import { migrate } from '#central/db/migrate.ts'
import { openDatabase } from '#central/db/open-database.ts'
import { applyLineEvent } from '#central/flows/apply-line-event.ts'
import { createFlowContext } from '#central/flows/create-flow-context.ts'
import type { FlowContext } from '#central/flows/flow-context.ts'
import { setAgentState } from '#central/flows/set-agent-state.ts'
import { buildApp } from '#central/http/build-app.ts'
import { startLink } from '#central/link/start-link.ts'
import { createMetrics } from '#central/metrics.ts'
import { createAsk } from '#central/telephony/twilio/ask.ts'
import { createTwilioClient } from '#central/telephony/twilio/client.ts'
import { createKeyTones } from '#central/telephony/twilio/key-tones.ts'
import { twilioRoutes } from '#central/telephony/twilio/routes.ts'
import type { TwilioLine } from '#central/telephony/twilio/twilio-line.ts'
import { createWebhookUrls } from '#central/telephony/twilio/webhook-urls.ts'
import type { Clock } from '#shared/domain/clock.ts'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import { Role } from '#shared/protocol/agent-state.ts'
import type { Outcome } from '#shared/protocol/error.ts'
import { UserId } from '#shared/protocol/ids.ts'
import { PROTOCOL_VERSION } from '#shared/protocol/version.ts'
import { addQueue, NOW } from '#test/support/customers.ts'
import { createMemoryRecordings } from '#test/support/memory-recordings.ts'
import { createPlainLine } from '#test/support/plain-line.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import { createDirectSwitchboard, type DirectLine } from './direct-switchboard.ts'

export const PASSWORD = 'six blue herons at dusk'
export const WEBHOOK_TOKEN = 'a-token-of-32-characters-1234567'
export const PUBLIC_URL = 'https://desk.example.test'
/** who works in the same team as every asker, and who does not */
export const MATE = UserId.parse('u-mate')
export const OTHER = UserId.parse('u-other')

export type Edges = Awaited<ReturnType<typeof openEdges>>

/**
 * The whole of central behind its edges: the running fastify, the link, real flows and repositories on SQLite in
 * memory, a line that does as it is told, a clock that stands still. One user per role in one team, a colleague in
 * the same team and one in another.
 */
export async function openEdges(options: { passwords?: boolean; clock?: Clock; requestTimeoutMs?: number } = {}) {
  const { db, close } = await openDatabase({ url: 'sqlite::memory:' })
  await migrate(db)
  await seedCatalog(db)
  const clock = options.clock ?? createTestClock(NOW)
  const random = createSeededRandom(7)
  const logged: string[] = []
  const log = createLog('trace', { write: (line: string) => void logged.push(line) })
  const line = createPlainLine()
  const switchboard = createDirectSwitchboard()
  const recordings = createMemoryRecordings()
  let publish: FlowContext['publish'] = () => {}
  const context = createFlowContext({
    db,
    clock,
    random,
    log,
    region: 'US',
    publish: (userIds, events) => publish(userIds, events),
    lines: { get: (name) => (name === line.name ? line : undefined), all: () => [line] },
  })
  const flows = connectFlows(context, { timeZone: 'UTC' })
  const metrics = createMetrics()
  const masterKey = random.bytes(32)
  const app = await buildApp({
    ...{ context, metrics, log, masterKey, version: '0.0.0' },
    ...{ allowedOrigins: ['https://desk.example'], behindProxy: false, isReady: () => true, maxLoopDelayMs: 0 },
    ...(options.requestTimeoutMs ? { requestTimeoutMs: options.requestTimeoutMs } : {}),
    answerQuery: flows.answerQuery,
    applyPaperwork: flows.applyPaperwork,
    setAgentState: (userId, state) => setAgentState(context, userId, state),
    simulator: { placeCall: () => 'call-1', callerHangsUp: (reference) => reference === 'call-1' },
    demoLogIns: [],
    recordings,
    vendors: [{ name: 'twilio', routes: twilioRoutes({ line: openTwilioLine(), isOpen: () => true }) }],
  })
  const epoch = await ensureEpoch(db, context.newId)
  const link = startLink({ context, metrics, epoch, flows, backupHorizonMs: 0 }, switchboard)
  publish = link.publish

  /** Twilio's webhooks on these flows; nothing of it is ever asked. */
  function openTwilioLine(): TwilioLine {
    const config = {
      ...{ accountSid: `AC${'0'.repeat(32)}`, authToken: WEBHOOK_TOKEN, previousAuthToken: null },
      ...{
        apiBaseUrl: 'http://127.0.0.1:9',
        publicUrl: PUBLIC_URL,
        agentLanguage: 'en' as const,
        detectMachines: true,
        phones: null,
      },
    }
    const silent = { succeeded() {}, failed() {}, stop() {} }
    return {
      ...{ config, clock, log, legs: createTwilioLegs(db), urls: createWebhookUrls(PUBLIC_URL) },
      client: createTwilioClient(config),
      tones: createKeyTones(clock),
      ask: createAsk(clock, silent),
      emit: (event) => applyLineEvent(context, 'twilio', event),
    }
  }

  const hash = options.passwords ? await hashPassword(PASSWORD) : '-'
  const addUser = (id: string, role: Role, team: string) =>
    db
      .insertInto('user')
      .values({
        ...{ id, login: id.slice(2), name: `Person ${id}`, role, team_id: team, password_hash: hash },
        ...{ must_change_password: 0, line: `client:${id}`, language: null, disabled: 0, created_at: NOW },
      })
      .execute()
  await db
    .insertInto('team')
    .values([
      { id: 'north', name: 'North' },
      { id: 'south', name: 'South' },
    ])
    .execute()
  for (const role of Role.options) await addUser(userOfRole(role), role, 'north')
  await addUser(MATE, 'agent', 'north')
  await addUser(OTHER, 'agent', 'south')
  await addUser('u-spare-admin', 'admin', 'south')
  await addQueue(db, 'support')

  const openToken = (userId: UserId) => openSession(db, { userId, random, now: clock.now() })
  return {
    ...{ recordings, app, db, context, clock, logged, switchboard, masterKey },
    openToken,
    /** headers of a fresh session */
    async signIn(role: Role): Promise<{ authorization: string }> {
      return { authorization: `Bearer ${await openToken(userOfRole(role))}` }
    },
    /** a welcomed desk of this role's user */
    async dial(role: Role, deviceId = `desk-${role}`): Promise<DirectLine & { fence: number }> {
      const hello = {
        ...{ protocol: PROTOCOL_VERSION, token: await openToken(userOfRole(role)), deviceId, epoch: null, cursor: 0 },
        ...{ highestN: 0, fence: null, catalogRevision: null },
      }
      const dialled: Outcome<DirectLine> = await switchboard.dial(hello)
      if (!dialled.ok) throw new Error(dialled.refusal.code)
      const desk = dialled.value
      for (let turn = 0; desk.received.length === 0 && turn < 500; turn += 1) await new Promise(setImmediate)
      const agent = await db
        .selectFrom('agent')
        .select('fence')
        .where('user_id', '=', userOfRole(role))
        .executeTakeFirstOrThrow()
      return Object.assign(desk, { fence: agent.fence })
    },
    async close() {
      await link.stop()
      await app.close()
      await close()
    },
  }
}

export function userOfRole(role: Role): UserId {
  return UserId.parse(`u-${role.replace('_', '-')}`)
}
