import { describe, expect, it } from 'vitest'
import type { LineEvent } from '#central/telephony/adapter.ts'
import { CallId, LegId } from '#shared/protocol/ids.ts'
import { permute } from '#test/support/orders.ts'
import { tellLegs } from '#test/support/told-legs.ts'
import { CallStatusFields, ConferenceFields } from './callback-fields.ts'
import { readCallStatus } from './read-call-status.ts'
import { readConferenceEvent } from './read-conference-event.ts'

const target = {
  ...{ callId: CallId.parse('call-1'), legId: LegId.parse('target') },
  ...{ role: 'target' as const, confirm: 'none' as const },
}
const CallSid = `CA${'2'.repeat(32)}`
const NOW = Date.UTC(2026, 10, 22, 12, 0, 0)
const second = (count: number) => new Date(NOW + count * 1000).toUTCString().replace('GMT', '+0000')

function status(word: string, sequence: number, at: number, more: object = {}): LineEvent {
  const fields = { CallSid, CallStatus: word, SequenceNumber: String(sequence), Timestamp: second(at), ...more }
  return readCallStatus(CallStatusFields.parse(fields), target, NOW + 999_000)
}
function room(event: string, sequence: number, at: number, more: object = {}): LineEvent {
  const fields = ConferenceFields.parse({
    ...{ ConferenceSid: `CF${'3'.repeat(32)}`, FriendlyName: 'call-1', StatusCallbackEvent: event, CallSid },
    ...{ SequenceNumber: String(sequence), Timestamp: second(at), Hold: 'false', Muted: 'false', ...more },
  })
  const read = readConferenceEvent(fields, { ...target, vendorId: CallSid }, NOW + 999_000)
  if (!read) throw new Error('no fact')
  return read
}

const tell = (events: readonly LineEvent[]) => tellLegs(events)[target.legId]

const answered = [status('ringing', 1, 0), room('participant-join', 4, 0), status('in-progress', 2, 1)]

describe('the callbacks of a third party who is called into the conference', () => {
  it('say that they ring until their call was answered, in it or not', () => {
    for (const order of permute(answered.slice(0, 2))) expect(tell(order)).toMatchObject({ state: 'ringing' })
    for (const order of permute(answered)) expect(tell(order)).toMatchObject({ state: 'up', place: 'bridge' })
  })

  it('tell where they are in every order, all within one second', () => {
    const held = [
      status('ringing', 1, 0),
      status('in-progress', 2, 0),
      room('participant-join', 4, 0),
      room('participant-hold', 6, 0, { Hold: 'true' }),
    ]
    for (const order of permute(held)) expect(tell(order)).toMatchObject({ state: 'up', place: 'parked' })
    const back = [...held, room('participant-unhold', 7, 0)]
    for (const order of permute(back)) expect(tell(order)).toMatchObject({ state: 'up', place: 'bridge' })
  })

  it('end the leg once and with one cause, in every order', () => {
    const left = room('participant-leave', 8, 3, { ParticipantCallStatus: 'completed' })
    const over = [...answered, left, status('completed', 3, 3, { CallDuration: '2' })]
    for (const order of permute(over)) expect(tell(order)).toMatchObject({ state: 'ended', cause: 'normal' })
  })

  it.each([
    ['no-answer', {}, 'no_answer'],
    ['busy', { SipResponseCode: '486' }, 'busy'],
    ['busy', { SipResponseCode: '603' }, 'rejected'],
    ['failed', { SipResponseCode: '404' }, 'unreachable'],
    ['failed', { SipResponseCode: '503' }, 'congestion'],
    ['failed', {}, 'failed'],
    ['canceled', {}, 'canceled'],
  ] as const)('leave it to the call to say why it was not answered: %s %o is %s', (word, more, cause) => {
    const unanswered = [
      status('ringing', 1, 0),
      room('participant-join', 4, 0),
      room('participant-leave', 5, 2, { ParticipantCallStatus: word }),
      status(word, 2, 2, more),
    ]
    for (const order of permute(unanswered)) expect(tell(order)).toMatchObject({ state: 'ended', cause })
  })
})
