import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type ConsultState, TerminationCause } from '#shared/protocol/call.ts'
import { readConsultEnd, readConsultState } from './consult.ts'

type Side = Parameters<typeof readConsultState>[1]
const side = fc.record<Side>({
  state: fc.constantFrom('dialing', 'ringing', 'up', 'ended'),
  place: fc.constantFrom('bridge', 'parked', 'listening'),
})
const state = fc.constantFrom<ConsultState>('ringing', 'talking', 'aside', 'merged')
const bridge: Side = { state: 'up', place: 'bridge' }
const parked: Side = { state: 'up', place: 'parked' }

it('a fact that is told twice changes nothing the second time', () => {
  fc.assert(
    fc.property(state, side, side, (before, customer, target) => {
      const once = readConsultState(before, customer, target)
      expect(readConsultState(once, customer, target)).toBe(once)
    }),
  )
})

it('once somebody has talked the state is what the legs say, whatever was told in between', () => {
  const talked = fc.constantFrom<ConsultState>('talking', 'aside', 'merged')
  const settled = fc.constantFrom<readonly [Side, Side]>([parked, bridge], [bridge, parked], [bridge, bridge])
  fc.assert(
    fc.property(talked, fc.array(fc.tuple(side, side)), settled, (before, between, [customer, target]) => {
      const last = between.reduce((now, [one, other]) => readConsultState(now, one, other), before)
      expect(readConsultState(last, customer, target)).toBe(readConsultState(before, customer, target))
    }),
  )
})

it('every state has a way to every other that a command can ask for, and none goes back to ringing', () => {
  fc.assert(
    fc.property(state, side, side, (before, customer, target) => {
      const after = readConsultState(before, customer, target)
      if (before !== 'ringing') expect(after).not.toBe('ringing')
      if (target.state !== 'up') expect(after).toBe(before)
    }),
  )
  expect(readConsultState('ringing', parked, bridge)).toBe('talking')
  for (const before of ['talking', 'aside', 'merged'] as const) {
    expect(readConsultState(before, parked, bridge)).toBe('talking')
    expect(readConsultState(before, bridge, parked)).toBe('aside')
    expect(readConsultState(before, bridge, bridge)).toBe('merged')
  }
})

it('who hangs up after talking has left, and before it there is always a reason of their own', () => {
  fc.assert(
    fc.property(state, fc.option(fc.constantFrom(...TerminationCause.options)), (before, cause) => {
      const end = readConsultEnd(before, cause)
      if (before === 'ringing') expect(['busy', 'declined', 'no_answer', 'failed']).toContain(end)
      else expect(end).toBe('left')
    }),
  )
})
