import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LineCommand } from '#central/telephony/adapter.ts'
import { LegId } from '#shared/protocol/ids.ts'
import { SERVICE_NUMBER, startTwilioRig, type TwilioRig } from '#test/support/twilio-rig.ts'
import { TARGET_LEG, talkOnTwilio } from '#test/support/twilio-talk.ts'

const OUTSIDE = '+14155550311'
const other = LegId.parse('target-leg-2')
let rig: TwilioRig
let talk: Awaited<ReturnType<typeof talkOnTwilio>>

async function begin(options: Parameters<typeof startTwilioRig>[0] = {}): Promise<void> {
  rig = await startTwilioRig(options)
  talk = await talkOnTwilio(rig)
}
afterEach(() => rig.stop())

const dialling = (legId = TARGET_LEG): LineCommand => ({
  ...{ op: 'dial', commandId: `dial-${legId}`, callId: talk.callId, legId, role: 'target', confirm: false },
  ...{ to: { kind: 'number', address: OUTSIDE }, from: SERVICE_NUMBER, timeoutMs: 20_000 },
})
const calls = () => [...rig.double.exchange.calls.values()].filter(({ to }) => to === OUTSIDE)

describe('dialling a third party', () => {
  beforeEach(() => begin())

  it('twice at once, again, and again after a restart calls once', async () => {
    const answers = await Promise.all([rig.adapter.do(dialling()), rig.adapter.do(dialling())])
    expect(answers).toEqual([{ ok: true }, { ok: true }])
    expect(await rig.adapter.do(dialling())).toEqual({ ok: true, repeated: true })
    await rig.stopCentral()
    await rig.start()
    expect(await rig.adapter.do(dialling())).toEqual({ ok: true, repeated: true })
    expect(calls().length).toBe(1)
  })

  it('whose answer was lost is found by its label, not by its number', async () => {
    expect(await rig.adapter.do(dialling(other))).toEqual({ ok: true })
    rig.double.office.hold()
    rig.double.faults.push({ kind: 'lost' })
    expect(await rig.adapter.do(dialling())).toEqual({ ok: true })
    expect(calls().length).toBe(2)
    expect(await rig.legs.findByLeg(TARGET_LEG)).toMatchObject({ callSid: calls()[1]?.sid })
    await rig.double.office.release()
  })

  it('whose answer was lost and who was busy at once is not called again', async () => {
    rig.double.phone(OUTSIDE).behaves('busy')
    rig.double.office.hold()
    rig.double.faults.push({ kind: 'lost' })
    expect(await rig.adapter.do(dialling())).toEqual({ ok: true })
    expect(calls().length).toBe(1)
    await rig.double.office.release()
    await rig.double.idle()
    expect(talk.told(TARGET_LEG).at(-1)).toMatchObject({ type: 'leg-ended', cause: 'busy' })
  })

  it('that never got there is sent once more', async () => {
    rig.double.faults.push({ kind: 'unheard' })
    expect(await rig.adapter.do(dialling())).toEqual({ ok: true })
    expect(calls().length).toBe(1)
  })

  it('of which nobody can say what became of it is given up, and the call that turns up is ended', async () => {
    rig.double.office.hold()
    rig.double.faults.push({ kind: 'lost' })
    for (let time = 0; time < 3; time += 1) rig.double.faults.push({ kind: 'status', status: 503 })
    expect(await rig.adapter.do(dialling())).toMatchObject({ ok: false, code: 'vendor' })
    expect(rig.double.phone(OUTSIDE).isRinging()).toBe(true)
    await rig.double.office.release()
    await rig.double.idle()
    expect(calls().map(({ status }) => status)).toEqual(['canceled'])
    expect(await rig.adapter.do({ ...dialling(), commandId: 'later' })).toMatchObject({ code: 'gone' })
  })

  it('when there were too many comes back when Twilio wants it to', async () => {
    for (let time = 0; time < 3; time += 1) {
      rig.double.faults.push({ kind: 'status', status: 429, code: 20429, retryAfterS: 7 })
    }
    expect(await rig.adapter.do(dialling())).toEqual({ ok: false, code: 'busy', retryAfterMs: 7_000 })
    rig.double.faults.splice(0)
    expect(await rig.adapter.do(dialling())).toEqual({ ok: true })
    expect(calls().length).toBe(1)
  })

  it('after a server error waits as long as it was told, looks, and only then calls', async () => {
    rig.double.faults.push({ kind: 'status', status: 503, retryAfterS: 1 })
    const before = performance.now()
    expect(await rig.adapter.do(dialling())).toEqual({ ok: true })
    expect(performance.now() - before).toBeGreaterThanOrEqual(990)
    const paths = rig.double.requests.slice(-4).map(({ method, path }) => `${method} ${path.split('/').at(-1)}`)
    expect(paths).toEqual([
      'GET Conferences.json',
      `GET ${TARGET_LEG}.json`,
      'GET Calls.json',
      'POST Participants.json',
    ])
    expect(calls().length).toBe(1)
  })

  it('whose answer and callbacks were all lost is in the snapshot of the next process', async () => {
    rig.double.pointAt(null)
    await rig.legs.insert({
      ...{ legId: TARGET_LEG, callId: talk.callId, role: 'target', callSid: null, conferenceSid: null },
      ...{ confirm: 'none', createdAt: 1, endedAt: null },
    })
    const room = rig.double.exchange.conferences.findRunning(talk.callId)
    await rig.client.conferences(room?.sid ?? '').participants.create({
      ...{ to: OUTSIDE, from: SERVICE_NUMBER, label: TARGET_LEG },
    })
    await rig.double.phone(OUTSIDE).answers()
    await rig.stopCentral()
    await rig.start()
    expect(await rig.adapter.snapshot()).toMatchObject([
      { role: 'customer' },
      { role: 'agent' },
      { legId: TARGET_LEG, role: 'target', state: 'up', place: 'bridge', vendorId: calls()[0]?.sid },
    ])
  })
})

describe('a third party who is in the conference while their telephone rings', () => {
  beforeEach(() => begin({ joinsEarly: true }))

  it('rings until it is answered', async () => {
    await talk.dial({ kind: 'number', address: OUTSIDE })
    const states = () => talk.told(TARGET_LEG).flatMap((event) => (event.type === 'leg' ? [event.state] : []))
    expect(new Set(states())).toEqual(new Set(['dialing', 'ringing']))
    expect((await rig.adapter.snapshot()).at(-1)).toMatchObject({ legId: TARGET_LEG, state: 'ringing' })
    await rig.double.phone(OUTSIDE).answers()
    await rig.double.idle()
    expect(states().at(-1)).toBe('up')
    expect((await rig.adapter.snapshot()).at(-1)).toMatchObject({ legId: TARGET_LEG, state: 'up', place: 'bridge' })
  })

  it('and does not answer has not answered', async () => {
    await talk.dial({ kind: 'number', address: OUTSIDE })
    rig.double.phone(OUTSIDE).ignores()
    await rig.double.idle()
    const ends = talk.told(TARGET_LEG).filter(({ type }) => type === 'leg-ended')
    expect(ends).toMatchObject([{ cause: 'no_answer' }])
  })
})
