import fc from 'fast-check'
import { expect, it } from 'vitest'
import { drawBars, findSilences, findStretch, listGaps } from './read-levels.ts'

const encode = (bars: readonly (readonly [number, number])[]) => btoa(String.fromCharCode(...bars.flat()))
const level = fc.integer({ min: 0, max: 255 })
const some = fc.array(fc.tuple(level, level), { maxLength: 300 })

it('draws the loudest of each part, and no more bars than there is room for', () => {
  expect(
    drawBars(
      encode([
        [1, 9],
        [5, 2],
        [7, 0],
        [3, 4],
      ]),
      2,
    ),
  ).toEqual([
    { customer: 5, heard: 9 },
    { customer: 7, heard: 4 },
  ])
  fc.assert(
    fc.property(some, fc.integer({ min: 1, max: 50 }), (bars, most) => {
      const drawn = drawBars(encode(bars), most)
      expect(drawn).toHaveLength(Math.min(most, bars.length))
      const loudest = (values: number[]) => Math.max(0, ...values)
      expect(loudest(drawn.map((bar) => bar.customer))).toBe(loudest(bars.map(([customer]) => customer)))
      expect(loudest(drawn.map((bar) => bar.heard))).toBe(loudest(bars.map(([, heard]) => heard)))
    }),
  )
})

it('finds where nobody speaks for two seconds and more', () => {
  const quiet = Array.from({ length: 8 }, () => [0, 3] as const)
  const levels = encode([[90, 0], ...quiet, [0, 90], [2, 2], [80, 80], ...quiet])
  expect(findSilences({ levels, durationMs: 4_700 })).toEqual([{ fromMs: 250, untilMs: 2_250 }])
  expect(findSilences({ levels, durationMs: 10_000 })).toEqual([
    { fromMs: 250, untilMs: 2_250 },
    { fromMs: 3_000, untilMs: 5_000 },
  ])
})

it('never skips anything loud', () => {
  fc.assert(
    fc.property(some, (bars) => {
      for (const { fromMs, untilMs } of findSilences({ levels: encode(bars), durationMs: bars.length * 250 })) {
        for (const [customer, heard] of bars.slice(fromMs / 250, untilMs / 250)) {
          expect(Math.max(customer, heard)).toBeLessThan(6)
        }
      }
    }),
  )
})

it('ends a pause that the call ended in with the recording', () => {
  const gaps = listGaps({
    gaps: [
      [1_000, 2_000],
      [5_000, null],
    ],
    durationMs: 9_000,
  })
  expect(gaps.at(-1)).toEqual({ fromMs: 5_000, untilMs: 9_000 })
  expect(findStretch(gaps, 1_999)).toEqual(gaps[0])
  expect(findStretch(gaps, 2_000)).toBeUndefined()
})
