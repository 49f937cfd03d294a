import fc from 'fast-check'
import { expect, it } from 'vitest'
import { moveGaps, RecordingGaps } from './recording-gaps.ts'

it('begins a gap with a pause and ends it where the recording goes on', () => {
  const paused = moveGaps([], { from: 'on', to: 'paused', atMs: 4_000.4 })
  expect(paused).toEqual([[4_000, null]])
  expect(moveGaps(paused, { from: 'paused', to: 'paused', atMs: 5_000 })).toEqual(paused)
  expect(moveGaps(paused, { from: 'paused', to: 'on', atMs: 9_000 })).toEqual([[4_000, 9_000]])
})

it('leaves a pause open that the call ended in', () => {
  expect(moveGaps([[4_000, null]], { from: 'paused', to: 'ready', atMs: 9_000 })).toEqual([[4_000, null]])
})

it('keeps gaps in order, whatever comes', () => {
  const change = fc.record({ paused: fc.boolean(), after: fc.integer({ min: 0, max: 9_000 }) })
  fc.assert(
    fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
      let [gaps, from, atMs]: [RecordingGaps, 'on' | 'paused', number] = [[], 'on', 0]
      for (const { paused, after } of changes) {
        const to = paused ? 'paused' : 'on'
        atMs += after
        gaps = moveGaps(gaps, { from, to, atMs })
        from = to
      }
      const times = gaps.flat().filter((time) => time !== null)
      expect(times).toEqual(times.toSorted((a, b) => a - b))
      expect(gaps.slice(0, -1).every(([, until]) => until !== null)).toBe(true)
      expect(RecordingGaps.safeParse(gaps).success).toBe(true)
    }),
  )
})
