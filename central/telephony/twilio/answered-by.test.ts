import { afterEach, beforeEach, expect, it } from 'vitest'
import { CallId, LegId } from '#shared/protocol/ids.ts'
import { PUBLIC_URL, SERVICE_NUMBER, startTwilioRig, type TwilioRig } from '#test/support/twilio-rig.ts'

const CALL = CallId.parse('call-out-1')
const LEG = LegId.parse('leg-out-1')
const OUTSIDE = '+14155550311'
let rig: TwilioRig

beforeEach(async () => {
  rig = await startTwilioRig()
})
afterEach(() => rig.stop())

async function call(detect: boolean): Promise<URLSearchParams> {
  const answer = await rig.adapter.do({
    ...{ op: 'dial', commandId: 'c-1', callId: CALL, legId: LEG, role: 'customer', confirm: false, detect },
    ...{ to: { kind: 'number', address: OUTSIDE }, from: SERVICE_NUMBER, timeoutMs: 20_000 },
  })
  expect(answer).toEqual({ ok: true })
  const made = rig.double.requests.find(({ path }) => path.endsWith('/Participants.json'))
  return new URLSearchParams(made?.body)
}
async function tell(answeredBy: string, callSid = rig.double.phone(OUTSIDE).current().sid): Promise<void> {
  const url = `${PUBLIC_URL}/telephony/twilio/answered-by?leg=${LEG}`
  await rig.double.office.request('POST', url, { CallSid: callSid, AnsweredBy: answeredBy })
}
const told = () => rig.events.flatMap((event) => (event.type === 'answered-by' ? [event.by] : []))

it('asks Twilio to listen where it is wanted, and nowhere else', async () => {
  const asked = await call(true)
  expect(asked.get('MachineDetection')).toBe('Enable')
  expect(asked.get('AmdStatusCallback')).toContain(`/answered-by?leg=${LEG}`)
})

it('leaves Twilio alone where it is not wanted', async () => {
  expect((await call(false)).has('MachineDetection')).toBe(false)
})

it.each([
  ['human', ['person']],
  ['machine_start', ['machine']],
  ['machine_end_beep', ['machine']],
  ['fax', ['machine']],
  ['unknown', []],
  ['something new', []],
])('takes %s for %j', async (word, by) => {
  await call(true)
  await tell(word)
  expect(told()).toEqual(by)
})

it('does not take the verdict on another call for this leg’s', async () => {
  await call(true)
  await tell('machine_start', `CA${'f'.repeat(32)}`)
  expect(told()).toEqual([])
})
