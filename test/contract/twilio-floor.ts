import { type FastifyInstance, fastify } from 'fastify'
import type { Kysely } from 'kysely'
import { createTwilioLegs } from '#central/calls/twilio-leg-rows.ts'
import type { Database } from '#central/db/schema.ts'
import { applyLineEvent } from '#central/flows/apply-line-event.ts'
import { resumeJournal } from '#central/flows/start-flows.ts'
import { createTwilioAdapter, type TwilioAdapter } from '#central/telephony/twilio/create-twilio-adapter.ts'
import { nameInboundCall } from '#central/telephony/twilio/line-ids.ts'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import type { CallId } from '#shared/protocol/ids.ts'
import { createTestContext, SUPPORT_NUMBER } from '#test/support/call-floor.ts'
import { MORNING } from '#test/support/simulated-floor.ts'
import {
  type PhoneBehaviour,
  startTwilioDouble,
  type TwilioDouble,
} from '#test/support/twilio-double/start-twilio-double.ts'
import { ACCOUNT_SID, AUTH_TOKEN, PUBLIC_URL } from '#test/support/twilio-rig.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import {
  createLineFloor,
  giveTelephones,
  IN_THE_WORDS_MS,
  type LineFloor,
  type LineRig,
  numberOf,
  type PhoneManner,
} from './line-floor.ts'

const manners: Record<PhoneManner, PhoneBehaviour> = {
  'picks-up': 'picks-up',
  'says-hello': 'picks-up',
  never: 'rings',
  busy: 'busy',
  unreachable: 'unreachable',
  rejects: 'declines',
  voicemail: 'voicemail',
}

export async function openTwilioFloor(db: Kysely<Database>): Promise<LineFloor & { double: TwilioDouble }> {
  const idleness: { idle?: () => Promise<void> } = {}
  const clock = createTestClock(MORNING, async () => idleness.idle?.())
  const webhooks = `${PUBLIC_URL}/telephony/twilio`
  const double = await startTwilioDouble({
    accountSid: ACCOUNT_SID,
    authToken: AUTH_TOKEN,
    publicUrl: PUBLIC_URL,
    numbers: { [SUPPORT_NUMBER]: { voiceUrl: `${webhooks}/voice`, statusCallback: `${webhooks}/status` } },
    clock,
  })
  for (const number of await giveTelephones(db)) double.phone(number).behaves('picks-up')
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const config = {
    ...{ accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN, previousAuthToken: null, publicUrl: PUBLIC_URL },
    ...{ apiBaseUrl: double.apiBaseUrl, agentLanguage: 'en' as const, detectMachines: true, phones: null },
  }
  let adapter: TwilioAdapter
  let app: FastifyInstance | null = null
  let context: Awaited<ReturnType<LineRig['startCentral']>>

  async function startCentral() {
    adapter = createTwilioAdapter({ config, legs: createTwilioLegs(db), clock, log })
    context = createTestContext(db, clock, [adapter], { seed: 1 + double.requests.length })
    app = fastify()
    await app.register(adapter.routes, { prefix: '/telephony/twilio' })
    double.pointAt(await app.listen({ host: '127.0.0.1', port: 0 }))
    await adapter.start((event) => applyLineEvent(context, adapter.name, event))
    await resumeJournal(context)
    return context
  }

  /** Quiet: no request either way, and central's sequences done, or waiting for a clock that only the test moves. */
  idleness.idle = async () => {
    for (let quiet = 0; quiet < 3; ) {
      await double.idle()
      const rested = await Promise.race([context.sequencer.idle().then(() => true), waitReally(10).then(() => false)])
      if (!double.office.isIdle()) quiet = 0
      else quiet += rested ? 2 : 1
    }
  }

  const rig: LineRig = {
    adapter: () => adapter,
    async callIn(from, manner = {}) {
      const { messageMs = null } = manner
      const says = messageMs === null ? {} : { speaksMs: messageMs }
      const call = await double.callFrom(from ?? '+266696687', SUPPORT_NUMBER, says)
      if (manner.messageMs === null) clock.schedule(IN_THE_WORDS_MS, () => double.hangUp(call))
      await idleness.idle?.()
      return nameInboundCall(call.sid).callId
    },
    callerHangsUp: (callId) => double.hangUp(findCall(callId)),
    calledHangsUp(_callId, name) {
      const call = [...double.exchange.calls.values()].findLast(({ to }) => to === numberOf(name))
      if (call) double.hangUp(call)
    },
    phone: (agent, manner) => double.phone(numberOf(agent)).behaves(manners[manner]),
    agentDrops(callId) {
      const room = double.exchange.conferences.findRunning(callId)
      const agent = [...(room?.participants.values() ?? [])].find(({ call }) => call.direction === 'outbound-api')
      if (agent) double.hangUp(agent.call)
    },
    colleagueDrops(callId, name) {
      const participants = [...(double.exchange.conferences.findRunning(callId)?.participants.values() ?? [])]
      const theirs = participants.find(({ call }) => call.to === numberOf(name) || call.to.startsWith(`client:${name}`))
      if (!theirs) throw new Error(`${name} is not in ${callId}`)
      double.hangUp(theirs.call)
    },
    suffer: (trouble) => double.office.suffer({ ...trouble, clock, random: createSeededRandom(13) }),
    idle: () => idleness.idle?.() ?? Promise.resolve(),
    async stopCentral() {
      await idleness.idle?.()
      double.pointAt(null)
      await adapter.stop()
      await app?.close()
      app = null
    },
    startCentral,
    async close() {
      double.pointAt(null)
      await adapter.stop()
      await app?.close()
      await double.stop()
      if (double.exchange.faults.length > 0) throw new Error(double.exchange.faults.join('\n'))
    },
  }

  function findCall(callId: CallId) {
    const call = [...double.exchange.calls.values()].find(({ sid }) => nameInboundCall(sid).callId === callId)
    if (!call) throw new Error(`no caller for ${callId}`)
    return call
  }

  context = await startCentral()
  return { ...createLineFloor({ rig, clock, db, context }), double }
}

function waitReally(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
