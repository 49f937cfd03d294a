import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LineCommand, LineEvent } from '#central/telephony/adapter.ts'
import { CallId, LegId } from '#shared/protocol/ids.ts'
import { PUBLIC_URL, SERVICE_NUMBER, startTwilioRig, type TwilioRig } from '#test/support/twilio-rig.ts'

const CALLER = '+14155550123'
const AGENT = '+14155550199'
let rig: TwilioRig
let count = 0

beforeEach(async () => {
  rig = await startTwilioRig()
})
afterEach(() => rig.stop())

function arrival() {
  const event = rig.events.find((one) => one.type === 'arrived')
  if (event?.type !== 'arrived') throw new Error('nobody arrived')
  return event
}
function of(legId: string): LineEvent[] {
  return rig.events.filter((event) => 'legId' in event && event.legId === legId)
}
type WithoutKeys<T> = T extends unknown ? Omit<T, 'commandId' | 'callId'> : never
function command(fields: WithoutKeys<LineCommand>): LineCommand {
  count += 1
  return { commandId: `command-${count}`, callId: arrival().callId, ...fields }
}
const agentLeg = LegId.parse('agent-leg-1')
const dial = (address = AGENT, legId = agentLeg, from: string | null = null) =>
  command({
    op: 'dial',
    legId,
    role: 'agent',
    to: { kind: 'number', address },
    from,
    timeoutMs: 20_000,
    confirm: true,
  })

async function connect() {
  const call = await rig.double.callFrom(CALLER, SERVICE_NUMBER)
  const { legId } = arrival()
  expect(await rig.adapter.do(dial())).toEqual({ ok: true })
  await rig.double.phone(AGENT).answers()
  await rig.double.phone(AGENT).presses('1')
  await rig.double.idle()
  expect(await rig.adapter.do(command({ op: 'bridge', legId }))).toEqual({ ok: true })
  await rig.double.idle()
  return { call, legId }
}

describe('a call on the Twilio line', () => {
  it('arrives durably, waits with music that needs nobody, and knows both numbers', async () => {
    const call = await rig.double.callFrom(CALLER, SERVICE_NUMBER)
    expect(arrival()).toMatchObject({
      from: { kind: 'number', address: CALLER },
      to: SERVICE_NUMBER,
      vendorId: call.sid,
    })
    expect(call.place.kind).toBe('queue')
    expect(call.heard).toEqual(['play:https://desk.example.test/telephony/twilio/music.wav'])
    expect(rig.double.exchange.faults).toEqual([])
  })

  it('is joined only after the agent pressed the key, and only on command', async () => {
    const call = await rig.double.callFrom(CALLER, SERVICE_NUMBER)
    const { legId } = arrival()
    await rig.adapter.do(dial())
    await rig.double.phone(AGENT).answers()
    await rig.double.idle()
    expect(of(agentLeg).at(-1)).toMatchObject({ type: 'leg', state: 'ringing' })
    expect(await rig.adapter.do(command({ op: 'bridge', legId: agentLeg }))).toMatchObject({ code: 'wrong_state' })
    await rig.double.phone(AGENT).presses('1')
    await rig.double.idle()
    expect(of(agentLeg).at(-1)).toMatchObject({ type: 'leg', state: 'up', place: 'bridge' })
    expect(call.place.kind).toBe('queue')
    await rig.adapter.do(command({ op: 'bridge', legId }))
    await rig.double.idle()
    expect(of(legId).at(-1)).toMatchObject({ type: 'leg', state: 'up', place: 'bridge' })
    const [room] = rig.double.exchange.conferences.all
    expect(room).toMatchObject({ name: arrival().callId })
    expect(room?.participants.size).toBe(2)
    expect(rig.double.exchange.faults).toEqual([])
  })

  it('shows the agent the number that was dialled', async () => {
    await rig.double.callFrom(CALLER, SERVICE_NUMBER)
    await rig.adapter.do(dial())
    expect(rig.double.phone(AGENT).current().from).toBe(SERVICE_NUMBER)
  })

  it('ends as not answered when a voicemail box picks up, and the customer still waits', async () => {
    const call = await rig.double.callFrom(CALLER, SERVICE_NUMBER)
    await rig.adapter.do(dial())
    await rig.double.phone(AGENT).isAVoicemailBox()
    await rig.double.idle()
    expect(of(agentLeg).at(-1)).toMatchObject({ type: 'leg-ended', cause: 'no_answer' })
    expect(call.place.kind).toBe('queue')
  })

  it('is held with music, resumed and muted', async () => {
    const { call, legId } = await connect()
    await rig.adapter.do(command({ op: 'park', legId, sound: { kind: 'music' } }))
    await rig.double.idle()
    expect(of(legId).at(-1)).toMatchObject({ place: 'parked' })
    expect(call.heard.filter((heard) => heard.startsWith('play:')).length).toBe(2)
    await rig.adapter.do(command({ op: 'bridge', legId }))
    await rig.double.idle()
    expect(of(legId).at(-1)).toMatchObject({ place: 'bridge' })
    await rig.adapter.do(command({ op: 'mute', legId: agentLeg, on: true }))
    await rig.double.idle()
    expect(of(agentLeg).at(-1)).toMatchObject({ muted: true })
  })

  it('keeps the customer when the agent drops, and tells when they are gone', async () => {
    const { call, legId } = await connect()
    rig.double.phone(AGENT).hangsUp()
    await rig.double.idle()
    expect(of(agentLeg).at(-1)).toMatchObject({ type: 'leg-ended', cause: 'normal' })
    expect(call.status).toBe('in-progress')
    expect(await rig.adapter.do(command({ op: 'park', legId, sound: { kind: 'music' } }))).toEqual({ ok: true })
    rig.double.hangUp(call)
    expect(await rig.adapter.do(command({ op: 'park', legId, sound: { kind: 'silence' } }))).toMatchObject({
      code: 'gone',
    })
    await rig.double.idle()
    expect(of(legId).at(-1)).toMatchObject({ type: 'leg-ended', cause: 'normal' })
  })

  it('says a message and hangs up, also from within the conference', async () => {
    const { call, legId } = await connect()
    const sound = { kind: 'say', text: 'Goodbye.', language: 'en' } as const
    expect(await rig.adapter.do(command({ op: 'say', legId, sound, names: [], thenHangUp: true }))).toEqual({
      ok: true,
    })
    await rig.double.idle()
    expect(call.heard).toContain('say:Goodbye.')
    expect(call.status).toBe('completed')
  })

  it('asks to come back when the caller is not on the line yet', async () => {
    const seen: unknown[] = []
    await rig.stop()
    rig = await startTwilioRig({
      sink: async (event) => {
        if (event.type !== 'arrived') return
        const sound = { kind: 'say', text: 'Closed.', language: 'en' } as const
        seen.push(await rig.adapter.do(command({ op: 'say', legId: event.legId, sound, names: [], thenHangUp: true })))
      },
    })
    const call = await rig.double.callFrom(CALLER, SERVICE_NUMBER)
    expect(seen).toMatchObject([{ ok: false, code: 'busy', retryAfterMs: 1000 }])
    expect(call.status).toBe('in-progress')
  })
})

describe('a request to Twilio', () => {
  it('that was done and never answered is found again, and the agent is called once', async () => {
    await rig.double.callFrom(CALLER, SERVICE_NUMBER)
    const { callId } = arrival()
    rig.double.office.hold()
    const dialling = dial(AGENT, agentLeg, SERVICE_NUMBER)
    rig.double.faults.push({ kind: 'lost' })
    expect(await rig.adapter.do(dialling)).toEqual({ ok: true })
    await rig.double.office.release()
    await rig.double.idle()
    const agents = [...rig.double.exchange.calls.values()].filter(({ to }) => to === AGENT)
    expect(agents.length).toBe(1)
    expect(await rig.legs.findByLeg(agentLeg)).toMatchObject({ callId, callSid: agents[0]?.sid })
    expect(await rig.adapter.do({ ...dialling, commandId: 'after a crash' })).toEqual({ ok: true, repeated: true })
  })

  it('that never got there is sent once more', async () => {
    await rig.double.callFrom(CALLER, SERVICE_NUMBER)
    rig.double.faults.push({ kind: 'unheard' })
    expect(await rig.adapter.do(dial(AGENT, agentLeg, SERVICE_NUMBER))).toEqual({ ok: true })
    expect(rig.double.phone(AGENT).isRinging()).toBe(true)
  })

  it('is repeated when there were too many, and refused as data otherwise', async () => {
    await rig.double.callFrom(CALLER, SERVICE_NUMBER)
    rig.double.faults.push({ kind: 'status', status: 429, code: 20429 })
    expect(await rig.adapter.do(dial(AGENT, agentLeg, SERVICE_NUMBER))).toEqual({ ok: true })
    const other = LegId.parse('agent-leg-2')
    rig.double.faults.push({ kind: 'status', status: 400, code: 21211 })
    expect(await rig.adapter.do(dial('+14155550198', other, SERVICE_NUMBER))).toEqual({
      ok: false,
      code: 'vendor',
      detail: 'twilio 21211',
    })
    for (let time = 0; time < 3; time += 1) rig.double.faults.push({ kind: 'status', status: 503 })
    const park = command({ op: 'park', legId: arrival().legId, sound: { kind: 'music' } })
    expect(await rig.adapter.do(park)).toMatchObject({ ok: false, code: 'vendor', retryAfterMs: 2000 })
    await expect.poll(() => rig.events.at(-1)).toMatchObject({ type: 'link', up: false })
    expect(await rig.adapter.do({ ...park, commandId: 'later' })).toEqual({ ok: true })
    await expect.poll(() => rig.events.at(-1)).toMatchObject({ type: 'link', up: true })
  })

  it('with wrong credentials takes the link down', async () => {
    await rig.double.callFrom(CALLER, SERVICE_NUMBER)
    rig.double.faults.push({ kind: 'status', status: 401, code: 20003 })
    expect(await rig.adapter.do(dial(AGENT, agentLeg, SERVICE_NUMBER))).toMatchObject({ code: 'vendor' })
    await expect.poll(() => rig.events.at(-1)).toMatchObject({ type: 'link', up: false })
  })
})

describe('a leg that is gone', () => {
  it('answers gone to every primitive', async () => {
    const { call, legId } = await connect()
    rig.double.hangUp(call)
    await rig.double.idle()
    const park = { op: 'park', legId, sound: { kind: 'music' } } as const
    for (const fields of [park, { op: 'bridge', legId } as const, { op: 'mute', legId, on: true } as const]) {
      expect(await rig.adapter.do(command(fields))).toEqual({ ok: false, code: 'gone' })
    }
    const hangUp = { op: 'hang-up', cause: 'normal' } as const
    expect(await rig.adapter.do(command({ ...hangUp, legId }))).toEqual({ ok: false, code: 'gone' })
    expect(await rig.adapter.do(command({ ...hangUp, legId: LegId.parse('never-heard-of') }))).toEqual({
      ok: false,
      code: 'gone',
    })
    expect(
      await rig.adapter.do({ ...command({ ...hangUp, legId: agentLeg }), callId: CallId.parse('another') }),
    ).toEqual({ ok: false, code: 'gone' })
  })

  it('and a phone that turns up after it was given up is hung up on', async () => {
    await rig.double.callFrom(CALLER, SERVICE_NUMBER)
    rig.double.office.hold()
    await rig.adapter.do(dial())
    await rig.legs.end(agentLeg, 1)
    await rig.double.office.release()
    await rig.double.idle()
    expect(rig.double.phone(AGENT).isRinging()).toBe(false)
  })
})

describe('after a restart', () => {
  it('everything is rebuilt from Twilio and the rows', async () => {
    const { call, legId } = await connect()
    await rig.adapter.do(command({ op: 'park', legId, sound: { kind: 'music' } }))
    await rig.stopCentral()
    const second = rig.double.callFrom('+14155550124', SERVICE_NUMBER)
    await rig.start()
    await second
    expect(await rig.adapter.snapshot()).toEqual([
      {
        callId: arrival().callId,
        legId,
        role: 'customer',
        state: 'up',
        place: 'parked',
        muted: false,
        vendorId: call.sid,
        arrived: { at: expect.any(Number), from: { kind: 'number', address: CALLER }, to: SERVICE_NUMBER },
      },
      {
        callId: arrival().callId,
        legId: agentLeg,
        role: 'agent',
        state: 'up',
        place: 'bridge',
        muted: false,
        vendorId: rig.double.phone(AGENT).current().sid,
      },
    ])
    rig.double.pointAt(null)
    rig.double.hangUp(call)
    await rig.double.idle()
    expect(await rig.adapter.snapshot()).toMatchObject([{ legId: agentLeg }])
  })

  it('those who called meanwhile arrive: the fallback kept them on the line', async () => {
    const fallback = await readFile('assets/twilio/fallback.xml', 'utf8')
    await rig.stop()
    rig = await startTwilioRig({ voiceFallbackTwiml: fallback.replaceAll('https://desk.example.com', PUBLIC_URL) })
    await rig.stopCentral()
    const call = await rig.double.callFrom(CALLER, SERVICE_NUMBER)
    await rig.double.endPause(call)
    expect(call).toMatchObject({ status: 'in-progress', place: { kind: 'pause' } })
    expect(call.heard.length).toBe(4)
    await rig.start()
    await rig.double.endPause(call)
    expect(call.place.kind).toBe('queue')
    expect(arrival()).toMatchObject({ from: { address: CALLER }, to: SERVICE_NUMBER })
    expect(rig.double.exchange.faults).toEqual([])
  })

  it('no answer is not an empty line', async () => {
    await connect()
    for (let time = 0; time < 3; time += 1) rig.double.faults.push({ kind: 'unheard' })
    await expect(rig.adapter.snapshot()).rejects.toThrow('Twilio does not answer')
  })
})
