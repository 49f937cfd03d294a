import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Central } from '#central/boot.ts'
import { createWallClock } from '#central/clock.ts'
import { secureRandom } from '#central/random.ts'
import { nameInboundCall } from '#central/telephony/twilio/line-ids.ts'
import { type OpenDesk, openDesk } from '#main/desk.ts'
import { readPhase } from '#shared/domain/desk/selectors.ts'
import type { LiveCommand } from '#shared/protocol/command/live.ts'
import { startDemoCentral } from '#test/support/demo-central.ts'
import { logInDemo } from '#test/support/faults/log-in.ts'
import { createMemoryKeys } from '#test/support/open-test-desk.ts'
import { readCall, readInteraction } from '#test/support/read-call.ts'
import type { NumberSettings } from '#test/support/twilio-double/exchange.ts'
import { startTwilioDouble, type TwilioDouble } from '#test/support/twilio-double/start-twilio-double.ts'
import { ACCOUNT_SID, API_KEY_SECRET, API_KEY_SID, AUTH_TOKEN, PUBLIC_URL } from '#test/support/twilio-rig.ts'

const AGENT_PHONE = '+14155550177'
const log = pino({ level: process.env.RINGDESK_LOG_LEVEL ?? 'error' })
let folder: string
let double: TwilioDouble
let numbers: Record<string, NumberSettings>
let central: Central
let port: number
let desk: OpenDesk
let stops: (() => Promise<unknown>)[]

async function start(): Promise<void> {
  const env = {
    TWILIO_ACCOUNT_SID: ACCOUNT_SID,
    TWILIO_AUTH_TOKEN: AUTH_TOKEN,
    TWILIO_API_BASE_URL: double.apiBaseUrl,
    TWILIO_API_KEY_SID: API_KEY_SID,
    TWILIO_API_KEY_SECRET: API_KEY_SECRET,
    RINGDESK_PUBLIC_URL: PUBLIC_URL,
  }
  central = await startDemoCentral(join(folder, 'central'), { port, env })
  port = central.port
  double.pointAt(central.url)
}

async function stop(): Promise<void> {
  double.pointAt(null)
  await double.idle()
  await central.stop()
}

async function until(holds: () => Promise<boolean>, timeout = 10_000): Promise<void> {
  await expect.poll(holds, { timeout, interval: 20 }).toBe(true)
}
const projection = async () => (await desk.snapshot()).projection
const untilPhase = (phase: string) => until(async () => readPhase(await projection()) === phase)
const live = async (command: LiveCommand) => expect(await desk.send({ kind: 'live', command })).toEqual({ ok: true })

beforeEach(async () => {
  stops = []
  folder = await mkdtemp(join(tmpdir(), 'twilio-journey-'))
  numbers = {}
  port = 0
  double = await startTwilioDouble({ accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN, publicUrl: PUBLIC_URL, numbers })
  await start()
  const { db } = central.context
  const line = `number:${AGENT_PHONE}`
  await db.updateTable('user').set({ line }).where('login', '=', 'mei').execute()
  const session = await logInDemo(central.url, 'mei')
  const opened = await openDesk({
    ...{ dataDir: join(folder, 'desk'), storeKeys: createMemoryKeys(), centralUrl: central.url, log, takeOver: true },
    ...{ token: session.token, user: session.user, clock: createWallClock(), random: secureRandom },
  })
  if (!opened.ok) throw new Error(opened.refusal.code)
  desk = opened.value
  await until(async () => desk.linkStatus().kind === 'online')
  stops = [() => desk.stop(), stop, () => double.stop(), () => rm(folder, { recursive: true, force: true })]
})
afterEach(async () => {
  for (const undo of stops) await undo()
})

/** The agent has no telephone: their console is it. */
async function useConsole() {
  const { db } = central.context
  await db.updateTable('user').set({ line: null }).where('login', '=', 'mei').execute()
  return db.selectFrom('user').select('id').where('login', '=', 'mei').executeTakeFirstOrThrow()
}

/** A customer of the demo dials a number whose queue the agent serves; the desk rings. */
async function ring() {
  const { db } = central.context
  const { number } = await db
    .selectFrom('queue_number')
    .innerJoin('queue_member', 'queue_member.queue_id', 'queue_number.queue_id')
    .innerJoin('user', 'user.id', 'queue_member.user_id')
    .select('number')
    .where('user.login', '=', 'mei')
    .limit(1)
    .executeTakeFirstOrThrow()
  const { phone } = await db.selectFrom('customer_phone').select('e164 as phone').limit(1).executeTakeFirstOrThrow()
  const webhooks = `${PUBLIC_URL}/telephony/twilio`
  numbers[number] = { voiceUrl: `${webhooks}/voice`, statusCallback: `${webhooks}/status` }
  await live({ type: 'agent.set-state', state: { kind: 'available' } })
  const caller = await double.callFrom(phone, number)
  await untilPhase('ringing')
  const { offer } = await projection()
  if (!offer) throw new Error('no offer')
  return { caller, offer, callId: nameInboundCall(caller.sid).callId, number }
}

async function talk() {
  const rung = await ring()
  await live({ type: 'call.answer', offerId: rung.offer.facts.offerId })
  const phone = double.phone(AGENT_PHONE)
  await until(async () => phone.isRinging())
  await phone.answers()
  await phone.presses('1')
  await untilPhase('live')
  await until(async () => (await readCall(central.context.db, rung.callId)).state === 'connected')
  return rung
}

describe('a call over Twilio, from the webhook to the timeline', () => {
  it('rings with the caller’s story, is accepted, confirmed, talked, held, resumed, ended and wrapped up', async () => {
    const { caller, callId, offer, number } = await talk()
    expect(offer.picture.match.kind).not.toBe('unknown')
    expect(double.phone(AGENT_PHONE).current().from).toBe(number)
    const [room] = double.exchange.conferences.all
    expect([...(room?.participants.keys() ?? [])]).toContain(caller.sid)
    expect(room?.participants.size).toBe(2)

    await live({ type: 'call.hold', callId })
    await untilPhase('held')
    expect(room?.participants.get(caller.sid)?.hold).toBe(true)
    await live({ type: 'call.resume', callId })
    await untilPhase('live')
    await live({ type: 'call.mute', callId })
    await until(async () => [...(room?.participants.values() ?? [])].some(({ muted }) => muted))

    await live({ type: 'call.hang-up', callId })
    await untilPhase('wrap_up')
    await double.idle()
    expect(caller.status).toBe('completed')
    expect([...double.exchange.calls.values()].filter(({ status }) => status === 'in-progress')).toEqual([])
    const { db } = central.context
    const call = await readCall(db, callId)
    expect(call).toMatchObject({ provider: 'twilio', state: 'ended', ended_by: 'agent', vendor_id: caller.sid })
    expect(await readInteraction(db, call.interaction_id)).toMatchObject({ channel: 'call', result: 'handled' })
    expect(double.exchange.faults).toEqual([])
    expect(double.office.answers.filter(({ status }) => status >= 400)).toEqual([])
  })

  it('whose agent accepts and whose voicemail box answers goes back first in line, the caller still waiting', async () => {
    const { caller, callId, offer } = await ring()
    await live({ type: 'call.answer', offerId: offer.facts.offerId })
    await until(async () => double.phone(AGENT_PHONE).isRinging())
    await double.phone(AGENT_PHONE).isAVoicemailBox()
    await until(async () => (await readCall(central.context.db, callId)).state === 'queued')
    expect(await readCall(central.context.db, callId)).toMatchObject({
      agent_id: null,
      queue_position_at: 0,
      answered_at: null,
    })
    await until(async () => (await projection()).state.kind === 'not_ready')
    expect(caller).toMatchObject({ status: 'in-progress', place: { kind: 'queue' } })
  })

  it('is joined as soon as the console answers for who talks through it, and again when it comes back', async () => {
    const { id } = await useConsole()
    const asked = await desk.query('phone.credentials', {})
    expect(asked).toMatchObject({ ok: true, source: 'central', data: { kind: 'twilio' } })
    const { callId, offer, caller } = await ring()
    await live({ type: 'call.answer', offerId: offer.facts.offerId })
    const phone = double.phone(`client:${id}`)
    await until(async () => phone.isRinging())
    const legs = await central.context.db.selectFrom('leg').selectAll().where('call_id', '=', callId).execute()
    const legId = legs.find(({ role }) => role === 'agent')?.id
    expect(phone.current().customParameters).toEqual({ legId })
    await phone.answers()
    await untilPhase('live')
    expect(double.exchange.conferences.all[0]?.participants.size).toBe(2)
    await live({ type: 'call.hold', callId })
    await untilPhase('held')
    phone.hangsUp()
    const call = () => readCall(central.context.db, callId)
    await until(async () => (await call()).away_since !== null)
    await live({ type: 'call.rejoin', callId })
    await until(async () => phone.isRinging())
    await phone.answers()
    await until(async () => (await call()).away_since === null)
    // the customer was on hold, and still is
    expect(await call()).toMatchObject({ state: 'connected', away_parked_at: null })
    expect((await call()).held_since).not.toBeNull()
    expect(caller.status).toBe('in-progress')
    expect(double.exchange.faults).toEqual([])
  })

  it('outlives a central that is stopped and started in its middle', async () => {
    const { caller, callId } = await talk()
    await stop()
    await until(async () => desk.linkStatus().kind === 'offline')
    expect(caller.place.kind).toBe('conference')
    await start()
    await until(async () => desk.linkStatus().kind === 'online')
    await untilPhase('live')
    expect(await central.lines.get('twilio')?.snapshot()).toMatchObject([
      { callId, role: 'customer', state: 'up', place: 'bridge' },
      { callId, role: 'agent', state: 'up', place: 'bridge' },
    ])
    await live({ type: 'call.hold', callId })
    await untilPhase('held')
  })

  it('that ended while central was away leaves no ghost', async () => {
    const { caller, callId } = await talk()
    await stop()
    double.hangUp(caller)
    await double.idle()
    await start()
    await until(async () => (await readCall(central.context.db, callId)).state === 'ended', 30_000)
    await untilPhase('wrap_up')
    await until(
      async () =>
        !double.phone(AGENT_PHONE).isRinging() && (await central.lines.get('twilio')?.snapshot())?.length === 0,
    )
  })
})
