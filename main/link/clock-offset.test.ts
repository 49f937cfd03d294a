import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createClockOffset } from './clock-offset.ts'

const HOUR_MS = 3_600_000

it('follows a clock that was set at the next exchange, forward, back and again', () => {
  const offset = createClockOffset()
  let [central, desk] = [1_000_000, 1_000_000]
  const exchange = (ms: number) => {
    offset.sample(central + ms / 2, desk, desk + ms)
    central += 3_000
    desk += 3_000
  }
  for (const ms of [40, 20, 400, 90]) exchange(ms)
  expect(offset.read()).toBe(0)
  for (const step of [5 * HOUR_MS, -11 * HOUR_MS, 2_500]) {
    desk += step
    exchange(300)
    expect(offset.read()).toBe(central - desk)
    exchange(60)
    expect(offset.read()).toBe(central - desk)
  }
})

it('believes no exchange during which the clock was set', () => {
  const offset = createClockOffset()
  offset.sample(1_000_010, 1_000_000, 1_000_020)
  // back by an hour while the answer was on its way
  offset.sample(1_003_010, 1_003_000, 1_003_020 - HOUR_MS)
  const now = 1_006_000 - HOUR_MS
  offset.sample(1_006_010, now, now + 20)
  expect(offset.read()).toBe(HOUR_MS)
  // forward by an hour: the exchange seems to have lasted that long
  offset.sample(1_009_010, now + 3_000, now + 3_020 + HOUR_MS)
  offset.sample(1_012_010, 1_012_000, 1_012_020)
  expect(offset.read()).toBe(0)
})

it('is never wrong by more than half of the quickest exchange, however long the others took', () => {
  const roundTrips = fc.array(fc.record({ up: fc.nat(5_000), down: fc.nat(5_000) }), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(fc.integer({ min: -HOUR_MS, max: HOUR_MS }), roundTrips, (ahead, trips) => {
      const offset = createClockOffset()
      let now = 10 * HOUR_MS
      for (const { up, down } of trips) {
        offset.sample(now + up + ahead, now, now + up + down)
        now += 3_000 + up + down
      }
      const quickest = Math.min(...trips.slice(-8).map(({ up, down }) => up + down))
      expect(Math.abs(offset.read() - ahead)).toBeLessThanOrEqual(quickest / 2)
    }),
  )
})
