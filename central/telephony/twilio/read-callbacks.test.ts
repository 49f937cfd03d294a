import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LineEvent } from '#central/telephony/adapter.ts'
import { CallId, LegId } from '#shared/protocol/ids.ts'
import { permute } from '#test/support/orders.ts'
import { tellLegs } from '#test/support/told-legs.ts'
import { CallStatusFields, ConferenceFields } from './callback-fields.ts'
import { readCallStatus } from './read-call-status.ts'
import { readConferenceEvent } from './read-conference-event.ts'

const callId = CallId.parse('call-1')
const customer = { callId, legId: LegId.parse('customer'), role: 'customer' as const, confirm: 'none' as const }
const agent = { callId, legId: LegId.parse('agent'), role: 'agent' as const, confirm: 'given' as const }
const sids = { customer: `CA${'1'.repeat(32)}`, agent: `CA${'2'.repeat(32)}` }
const NOW = Date.UTC(2026, 10, 22, 12, 0, 0)
const second = (count: number) => new Date(NOW + count * 1000).toUTCString().replace('GMT', '+0000')

function status(who: 'customer' | 'agent', word: string, sequence: number, at: number, more: object = {}): LineEvent {
  const fields = CallStatusFields.parse({
    CallSid: sids[who],
    CallStatus: word,
    SequenceNumber: String(sequence),
    Timestamp: second(at),
    ...more,
  })
  return readCallStatus(fields, who === 'agent' ? agent : customer, NOW + 999_000)
}
function room(who: 'customer' | 'agent', event: string, sequence: number, at: number, more: object = {}): LineEvent {
  const fields = ConferenceFields.parse({
    ConferenceSid: `CF${'3'.repeat(32)}`,
    FriendlyName: 'call-1',
    StatusCallbackEvent: event,
    SequenceNumber: String(sequence),
    Timestamp: second(at),
    CallSid: sids[who],
    Hold: 'false',
    Muted: 'false',
    ...more,
  })
  const read = readConferenceEvent(
    fields,
    { ...(who === 'agent' ? agent : customer), vendorId: sids[who] },
    NOW + 999_000,
  )
  if (!read) throw new Error('no fact')
  return read
}

/** Everything within one second where Twilio's clock allows it, which is the hardest to put in order. */
const story: LineEvent[] = [
  status('agent', 'ringing', 1, 0),
  room('agent', 'participant-join', 1, 0),
  room('customer', 'participant-join', 3, 0),
  room('customer', 'participant-hold', 4, 0, { Hold: 'true' }),
  room('customer', 'participant-unhold', 5, 0),
  status('agent', 'completed', 3, 1, { CallDuration: '3' }),
  status('customer', 'completed', 0, 1, { CallDuration: '9' }),
]

describe('the callbacks of one call', () => {
  it('end in the same state in each of their 5,040 orders', () => {
    let orders = 0
    for (const order of permute(story)) {
      const { customer: customerLeg, agent: agentLeg } = tellLegs(order)
      expect(customerLeg).toMatchObject({ state: 'ended', cause: 'normal', since: NOW + 1_000 })
      expect(agentLeg).toMatchObject({ state: 'ended', cause: 'normal', since: NOW + 1_000 })
      orders += 1
    }
    expect(orders).toBe(5_040)
  })

  it('tell the same place while the call lives, in every order of what comes before the end', () => {
    const living = story.slice(0, 5)
    for (const order of permute(living)) {
      expect(tellLegs(order)).toMatchObject({
        customer: { state: 'up', place: 'bridge' },
        agent: { state: 'up', place: 'bridge' },
      })
    }
    for (const order of permute(living.slice(0, 4))) expect(tellLegs(order).customer).toMatchObject({ place: 'parked' })
  })

  it('may come any number of times', () => {
    const doubled = [...story, ...story, ...story]
    fc.assert(
      fc.property(fc.shuffledSubarray(doubled, { minLength: doubled.length }), (order) => {
        const legs = tellLegs(order)
        expect(legs.customer).toMatchObject({ state: 'ended', cause: 'normal' })
        expect(legs.agent).toMatchObject({ state: 'ended', cause: 'normal' })
      }),
      { numRuns: 2_000 },
    )
  })

  it('carry the key that Twilio numbered them with', () => {
    expect(new Set(story.map(({ key }) => key)).size).toBe(story.length)
    expect(status('agent', 'ringing', 1, 0).key).toBe(`${sids.agent}:1`)
  })
})

describe('a callback that cannot be understood', () => {
  it('with an unknown word is kept raw and changes nothing', () => {
    expect(status('agent', 'warbling', 2, 0)).toMatchObject({ type: 'noted', note: 'CallStatus=warbling' })
    expect(room('agent', 'participant-sneezed', 9, 0)).toMatchObject({
      type: 'noted',
      note: 'StatusCallbackEvent=participant-sneezed',
    })
  })

  it.each(['-5', '1e999', 'NaN', '12abc', '', '3.5', '99999999999'])(
    'with the duration %j has none, and says so',
    (duration) => {
      expect(status('customer', 'completed', 4, 0, { CallDuration: duration })).toMatchObject({
        type: 'leg-ended',
        durationMs: null,
        note: `CallDuration=${duration}`,
      })
    },
  )

  it('never throws and never tells of times before the epoch, whatever its fields hold', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (word, sequence, time, duration) => {
        const fields = CallStatusFields.parse({
          ...{ CallSid: sids.agent, CallStatus: word, SequenceNumber: sequence },
          ...{ Timestamp: time, CallDuration: duration },
        })
        const event = readCallStatus(fields, agent, NOW)
        expect(event.at).toBeGreaterThanOrEqual(0)
        expect(Number.isSafeInteger(event.at)).toBe(true)
        if (event.type === 'leg-ended' && event.durationMs !== null) expect(event.durationMs).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('the end of a phone', () => {
  it.each([
    ['completed', undefined, 'normal'],
    ['busy', '486', 'busy'],
    ['no-answer', undefined, 'no_answer'],
    ['canceled', undefined, 'canceled'],
    ['failed', '404', 'unreachable'],
    ['failed', '500', 'failed'],
  ] as const)('%s (SIP %s) is %s', (word, sip, cause) => {
    expect(status('agent', word, 3, 0, sip ? { SipResponseCode: sip } : {})).toMatchObject({ cause })
  })

  it('that answered and never pressed the key is no answer', () => {
    const fields = CallStatusFields.parse({
      CallSid: sids.agent,
      CallStatus: 'completed',
      SequenceNumber: '3',
      Timestamp: second(9),
    })
    expect(readCallStatus(fields, { ...agent, confirm: 'awaited' }, NOW)).toMatchObject({ cause: 'no_answer' })
  })
})
