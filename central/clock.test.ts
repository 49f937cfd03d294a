import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createWallClock } from './clock.ts'

const DAY = 86_400_000

function createMachine() {
  const hands = { wall: 1_800_000_000_000, monotonic: 5_000 }
  return {
    clock: createWallClock({ wall: () => hands.wall, monotonic: () => hands.monotonic }),
    pass(ms: number) {
      hands.wall += ms
      hands.monotonic += ms
    },
    /** somebody sets the clock, or the machine slept */
    step(ms: number) {
      hands.wall += ms
    },
    wall: () => hands.wall,
  }
}

describe("central's clock", () => {
  it('[BAD-84] set back by a day in the middle of a call, the call lasts as long as it lasted', () => {
    const { clock, pass, step } = createMachine()
    const answeredAt = clock.now()
    pass(60_000)
    step(-DAY)
    pass(30_000)
    expect(clock.now() - answeredAt).toBe(90_000)
    pass(30_000)
    expect(clock.now() - answeredAt).toBe(120_000)
  })

  it('agrees with the machine again when that is put right', () => {
    const { clock, pass, step, wall } = createMachine()
    clock.now()
    step(-DAY)
    pass(1_000)
    clock.now()
    step(DAY)
    pass(1_000)
    expect(clock.now()).toBe(wall())
  })

  it('follows a machine that slept, or whose clock was slow', () => {
    const { clock, step, wall } = createMachine()
    clock.now()
    step(3 * 3_600_000)
    expect(clock.now()).toBe(wall())
  })

  it('never runs backwards, whatever is done to the machine', () => {
    const move = fc.record({ step: fc.integer({ min: -3 * DAY, max: 3 * DAY }), pass: fc.nat({ max: 600_000 }) })
    fc.assert(
      fc.property(fc.array(move, { maxLength: 30 }), (moves) => {
        const { clock, pass, step } = createMachine()
        let before = clock.now()
        for (const one of moves) {
          step(one.step)
          pass(one.pass)
          const now = clock.now()
          expect(now).toBeGreaterThanOrEqual(before)
          before = now
        }
      }),
      { numRuns: 1_000 },
    )
  })
})
