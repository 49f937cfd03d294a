import fc from 'fast-check'
import { expect, it } from 'vitest'
import { applyRecordingFact, isRecordingLive, type RecordingFact, type RecordingStanding } from './recording-fact.ts'

const fresh: RecordingStanding = { state: 'starting', since: 0 }
const states = ['on', 'paused', 'stopped', 'ready', 'failed'] as const
const facts = fc.uniqueArray(fc.record({ at: fc.nat(50), state: fc.constantFrom(...states) }), {
  selector: ({ at }) => at,
  maxLength: 12,
})

it('follows the line from on to paused and back, and to its end', () => {
  const seen: string[] = []
  let now = fresh
  for (const [at, state] of [
    [1, 'on'],
    [2, 'paused'],
    [3, 'on'],
    [4, 'stopped'],
    [5, 'ready'],
  ] as const) {
    now = applyRecordingFact(now, { at, state })
    seen.push(now.state)
  }
  expect(seen).toEqual(['on', 'paused', 'on', 'stopped', 'ready'])
})

it('is not told that it records by a word older than the pause', () => {
  const paused: RecordingStanding = { state: 'paused', since: 9 }
  expect(applyRecordingFact(paused, { at: 8, state: 'on' })).toEqual(paused)
})

it('never records again after its end, whatever comes late', () => {
  fc.assert(
    fc.property(facts, fc.constantFrom('stopped', 'ready', 'failed'), (late, state) => {
      const ended: RecordingStanding = { state, since: 10 }
      const after = late.reduce<RecordingStanding>(applyRecordingFact, ended)
      expect(isRecordingLive(after)).toBe(false)
    }),
  )
})

it('comes to the same whatever way on and paused arrive', () => {
  const live = facts.map((all) => all.filter(({ state }) => state === 'on' || state === 'paused'))
  const end = (all: readonly RecordingFact[]) => all.reduce<RecordingStanding>(applyRecordingFact, fresh)
  fc.assert(
    fc.property(
      live.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([all, mixed]) => {
        expect(end(mixed)).toEqual(end(all.toSorted((a, b) => a.at - b.at)))
      },
    ),
  )
})
