import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSteadyTime } from './clock.ts'

const DAY = 86_400_000

function openClocks() {
  const machine = { wall: 1_800_000_000_000, elapsed: 5_000 }
  const now = createSteadyTime(
    () => machine.wall,
    () => machine.elapsed,
  )
  const pass = (ms: number) => {
    machine.wall += ms
    machine.elapsed += ms
  }
  return { machine, now, pass }
}

describe('the time of central', () => {
  it('is the wall clock’s', () => {
    const { machine, now, pass } = openClocks()
    expect(now()).toBe(machine.wall)
    pass(1_234)
    expect(now()).toBe(machine.wall)
  })

  it('measures a call right over which the clock was put back by a day', () => {
    const { machine, now, pass } = openClocks()
    const answered = now()
    pass(30_000)
    now()
    machine.wall -= DAY
    pass(30_000)
    const length = now() - answered
    expect(length).toBeGreaterThanOrEqual(57_000)
    expect(length).toBeLessThanOrEqual(60_000)
  })

  it('follows a clock that is put forward, and a machine that slept', () => {
    const { machine, now, pass } = openClocks()
    machine.wall += 3_600_000
    pass(10)
    expect(now()).toBe(machine.wall)
  })

  it('comes together again with a clock that was put back', () => {
    const { machine, now, pass } = openClocks()
    machine.wall -= 60_000
    for (let minute = 0; minute < 11; minute += 1) {
      pass(60_000)
      now()
    }
    expect(now()).toBe(machine.wall)
  })

  it('never goes back', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(100_000), fc.integer({ min: -DAY, max: DAY }))), (moves) => {
        const { machine, now, pass } = openClocks()
        let before = now()
        for (const [ms, jump] of moves) {
          pass(ms)
          machine.wall += jump
          const after = now()
          expect(after).toBeGreaterThanOrEqual(before)
          before = after
        }
      }),
      { numRuns: 1_000 },
    )
  })
})
