import { expect, it } from 'vitest'
import { decodeUlaw, findTones, measureTone, writeTone } from './tone.ts'

const tones = [220, 500, 800, 1_000, 1_300]

it('finds the tone that was written and no other', () => {
  for (const hertz of tones) {
    const samples = decodeUlaw(writeTone(hertz, 160))
    expect(findTones(samples, tones)).toEqual([hertz])
    expect(measureTone(samples, hertz)).toBeCloseTo(6_000, -3)
  }
})

it('finds both tones of a mix', () => {
  const [low, high] = [decodeUlaw(writeTone(500, 160)), decodeUlaw(writeTone(1_000, 160))]
  expect(
    findTones(
      low.map((sample, index) => sample + (high[index] ?? 0)),
      tones,
    ),
  ).toEqual([500, 1_000])
})

it('finds nothing in silence, not even in none', () => {
  expect(findTones(new Int16Array(1_280), tones)).toEqual([])
  expect(findTones(new Int16Array(0), tones)).toEqual([])
})
