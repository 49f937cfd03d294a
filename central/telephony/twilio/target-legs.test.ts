import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Party } from '#central/telephony/adapter.ts'
import { LegId } from '#shared/protocol/ids.ts'
import { tellLegs } from '#test/support/told-legs.ts'
import { SERVICE_NUMBER, startTwilioRig, type TwilioRig } from '#test/support/twilio-rig.ts'
import { AGENT_LEG, TARGET_LEG, talkOnTwilio } from '#test/support/twilio-talk.ts'

const OUTSIDE = '+14155550311'
const outside: Party = { kind: 'number', address: OUTSIDE }
const music = { kind: 'music' } as const
let rig: TwilioRig
let talk: Awaited<ReturnType<typeof talkOnTwilio>>

beforeEach(async () => {
  rig = await startTwilioRig()
  talk = await talkOnTwilio(rig)
})
afterEach(async () => {
  const faults = [...rig.double.exchange.faults]
  await rig.stop()
  expect(faults).toEqual([])
})

async function consult(): Promise<void> {
  await talk.send({ op: 'park', legId: talk.customerLeg, sound: music })
  expect(await talk.dial(outside)).toEqual({ ok: true })
  await rig.double.phone(OUTSIDE).answers()
  await rig.double.idle()
}
const callsTo = (address: string) => [...rig.double.exchange.calls.values()].filter(({ to }) => to === address)

describe('a third party on a call', () => {
  it('rings, is answered without a key, and talks to the agent while the customer hears music', async () => {
    await talk.send({ op: 'park', legId: talk.customerLeg, sound: music })
    await talk.dial(outside)
    expect(talk.told(TARGET_LEG).at(-1)).toMatchObject({ type: 'leg', state: 'ringing' })
    expect(rig.double.phone(OUTSIDE).current().from).toBe(SERVICE_NUMBER)
    await rig.double.phone(OUTSIDE).answers()
    await rig.double.idle()
    expect(await rig.adapter.snapshot()).toMatchObject([
      { legId: talk.customerLeg, role: 'customer', place: 'parked' },
      { legId: AGENT_LEG, role: 'agent', place: 'bridge' },
      { legId: TARGET_LEG, role: 'target', state: 'up', place: 'bridge' },
    ])
    expect(talk.told(TARGET_LEG).some((event) => event.type === 'leg' && event.state === 'up')).toBe(true)
    expect(talk.bridged()).toEqual([AGENT_LEG, TARGET_LEG])
  })

  it('is parked while the agent is with the customer, and comes back', async () => {
    await consult()
    await talk.send({ op: 'park', legId: TARGET_LEG, sound: music })
    await talk.send({ op: 'bridge', legId: talk.customerLeg })
    expect(talk.bridged()).toEqual([talk.customerLeg, AGENT_LEG].toSorted(byArrival))
    expect(tellLegs(rig.events)[TARGET_LEG]).toMatchObject({ state: 'up', place: 'parked' })
    expect(callsTo(OUTSIDE)[0]?.heard).toContain(`play:${musicUrl()}`)
    await talk.send({ op: 'park', legId: talk.customerLeg, sound: music })
    await talk.send({ op: 'bridge', legId: TARGET_LEG })
    expect(talk.bridged()).toEqual([AGENT_LEG, TARGET_LEG])
  })

  it('is merged with both, and stays with the customer when the agent leaves', async () => {
    await consult()
    await talk.send({ op: 'bridge', legId: talk.customerLeg })
    expect(talk.bridged().length).toBe(3)
    expect(await talk.send({ op: 'hang-up', legId: AGENT_LEG, cause: 'normal' })).toEqual({ ok: true })
    expect(talk.told(AGENT_LEG).at(-1)).toMatchObject({ type: 'leg-ended', cause: 'normal' })
    expect(talk.bridged().toSorted()).toEqual([talk.customerLeg, TARGET_LEG].toSorted())
    expect(talk.caller.status).toBe('in-progress')
  })

  it('is let go without touching the customer', async () => {
    await consult()
    await talk.send({ op: 'hang-up', legId: TARGET_LEG, cause: 'normal' })
    await talk.send({ op: 'bridge', legId: talk.customerLeg })
    expect(talk.told(TARGET_LEG).at(-1)).toMatchObject({ type: 'leg-ended', cause: 'normal' })
    expect(talk.bridged().length).toBe(2)
  })

  it('is called for a customer who hears it ring, after the agent has left', async () => {
    await talk.send({ op: 'park', legId: talk.customerLeg, sound: { kind: 'ringback' } })
    await talk.send({ op: 'hang-up', legId: AGENT_LEG, cause: 'normal' })
    await talk.dial(outside)
    expect(talk.caller.heard.at(-1)).toBe('play:https://desk.example.test/telephony/twilio/ringback.wav')
    expect(talk.caller.place.kind).toBe('conference')
    await rig.double.phone(OUTSIDE).answers()
    await talk.send({ op: 'bridge', legId: talk.customerLeg })
    expect(talk.bridged().toSorted()).toEqual([talk.customerLeg, TARGET_LEG].toSorted())
    rig.double.phone(OUTSIDE).hangsUp()
    await rig.double.idle()
    expect(talk.caller.status).toBe('in-progress')
  })

  it('of a soft phone is told which leg it is, and of a SIP address is called as it stands', async () => {
    await talk.dial({ kind: 'client', address: '2b1c-ben' })
    const [call] = callsTo('client:2b1c-ben')
    expect(call?.customParameters).toEqual({ legId: TARGET_LEG })
    await talk.dial({ kind: 'sip', address: 'ben@pbx.example.com' }, LegId.parse('target-leg-2'))
    expect(callsTo('sip:ben@pbx.example.com').length).toBe(1)
  })

  it('cannot be moved before it answered, and nobody’s leaving ever ends the conference', async () => {
    await talk.dial(outside)
    for (const fields of [{ op: 'bridge' }, { op: 'park', sound: music }, { op: 'mute', on: true }] as const) {
      expect(await talk.send({ ...fields, legId: TARGET_LEG })).toMatchObject({ ok: false, code: 'busy' })
    }
    const bodies = rig.double.requests.map(({ body }) => body)
    expect(bodies.filter((body) => /EndConferenceOnExit=true|endConferenceOnExit%3D%22true/.test(body))).toEqual([])
    expect(bodies.some((body) => body.includes('EndConferenceOnExit=false'))).toBe(true)
  })
})

describe('the end of a call to a third party', () => {
  it.each([
    ['busy', 'busy'],
    ['declines', 'rejected'],
    ['unreachable', 'unreachable'],
  ] as const)('whose telephone is %s is told as %s', async (behaviour, cause) => {
    rig.double.phone(OUTSIDE).behaves(behaviour)
    await talk.dial(outside)
    expect(talk.told(TARGET_LEG).at(-1)).toMatchObject({ type: 'leg-ended', cause })
    expect(talk.caller.status).toBe('in-progress')
  })

  it('that nobody answers, that is withdrawn, and that is over', async () => {
    await talk.dial(outside)
    rig.double.phone(OUTSIDE).ignores()
    await rig.double.idle()
    expect(talk.told(TARGET_LEG).at(-1)).toMatchObject({ type: 'leg-ended', cause: 'no_answer' })
    const withdrawn = LegId.parse('target-leg-2')
    await talk.dial(outside, withdrawn)
    await talk.send({ op: 'hang-up', legId: withdrawn, cause: 'canceled' })
    expect(talk.told(withdrawn).at(-1)).toMatchObject({ type: 'leg-ended', cause: 'canceled' })
    const talked = LegId.parse('target-leg-3')
    await talk.dial(outside, talked)
    await rig.double.phone(OUTSIDE).answers()
    rig.double.phone(OUTSIDE).hangsUp()
    await rig.double.idle()
    expect(talk.told(talked).at(-1)).toMatchObject({ type: 'leg-ended', cause: 'normal' })
  })

  it('that Twilio will not make leaves nothing behind', async () => {
    rig.double.faults.push({ kind: 'status', status: 400, code: 13227 })
    expect(await talk.dial(outside, TARGET_LEG, 'target', SERVICE_NUMBER)).toEqual({
      ok: false,
      code: 'vendor',
      detail: 'twilio 13227',
    })
    expect(await rig.adapter.snapshot()).toHaveLength(2)
  })
})

describe('key tones', () => {
  it('are heard by the leg they are for, and are in no address, row or log of ours', async () => {
    expect(await talk.send({ op: 'dtmf', legId: talk.customerLeg, digits: '4711#' })).toEqual({ ok: true })
    expect(talk.caller.heard.at(-1)).toBe('digits:4711#')
    expect(talk.agentPhone.current().heard.some((heard) => heard.startsWith('digits:'))).toBe(false)
    const seen = JSON.stringify([rig.double.requests, rig.double.office.answers, rig.logged])
    expect(seen).not.toContain('4711')
  })

  it('that nobody sent are silence, and a leg that rings hears none', async () => {
    await talk.dial(outside)
    expect(await talk.send({ op: 'dtmf', legId: TARGET_LEG, digits: '1' })).toMatchObject({ ok: false, code: 'busy' })
    const asked = await rig.double.office.request(
      'GET',
      'https://desk.example.test/telephony/twilio/digits?command=unknown',
      {},
    )
    expect(asked).toMatchObject({ status: 200, body: expect.not.stringContaining('<Play') })
  })
})

function musicUrl(): string {
  return 'https://desk.example.test/telephony/twilio/music.wav'
}
function byArrival(a: string | null): number {
  return a === AGENT_LEG ? -1 : 1
}
