import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyLegFact, type LegFact, type LegStanding } from './leg-fact.ts'

const fresh: LegStanding = { state: 'dialing', place: 'parked', muted: false, since: 0, cause: null }

const leg = fc.record({
  state: fc.constantFrom('dialing' as const, 'ringing' as const, 'up' as const),
  place: fc.constantFrom('bridge' as const, 'parked' as const),
  muted: fc.boolean(),
})

/** Facts as a sender makes them: each at a time of its own. */
const history = fc
  .array(leg, { minLength: 1, maxLength: 8 })
  .chain((facts) => fc.record({ facts: fc.constant(facts), ends: fc.boolean() }))
  .map(({ facts, ends }): LegFact[] => {
    const told = facts.map((fact, index): LegFact => ({ type: 'leg', at: (index + 1) * 10, ...fact }))
    return ends ? [...told, { type: 'leg-ended', at: (facts.length + 1) * 10, cause: 'normal' }] : told
  })

const furthest = (facts: readonly LegFact[]) => facts.reduce((leg, fact) => applyLegFact(leg, fact), fresh)

describe('a leg', () => {
  it('ends in the same standing whatever the order and however often its facts arrive', () => {
    const shuffled = history.chain((facts) =>
      fc.record({
        facts: fc.constant(facts),
        arrivals: fc
          .array(fc.constantFrom(...facts), { maxLength: 10 })
          .chain((extra) => fc.shuffledSubarray([...facts, ...extra], { minLength: facts.length + extra.length })),
      }),
    )
    fc.assert(
      fc.property(shuffled, ({ facts, arrivals }) => {
        const expected = furthest(facts)
        const got = furthest(arrivals)
        expect(got.state).toBe(expected.state)
        // a leg that ended is past having a place
        if (expected.state !== 'ended') expect(got).toEqual(expected)
      }),
      { numRuns: 3000 },
    )
  })

  it('never leaves its end, and completed before ringing is ended', () => {
    const ended = applyLegFact(fresh, { type: 'leg-ended', at: 50, cause: 'busy' })
    expect(ended).toMatchObject({ state: 'ended', cause: 'busy' })
    const late: LegFact = { type: 'leg', at: 60, state: 'ringing', place: 'bridge', muted: true }
    expect(applyLegFact(ended, late)).toBe(ended)
  })

  it('takes place and mute from the newest fact only', () => {
    const held = applyLegFact(fresh, { type: 'leg', at: 30, state: 'up', place: 'parked', muted: true })
    const late: LegFact = { type: 'leg', at: 20, state: 'up', place: 'bridge', muted: false }
    expect(applyLegFact(held, late)).toEqual(held)
  })
})
