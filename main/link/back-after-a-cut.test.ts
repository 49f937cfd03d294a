import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTestClock } from '#test/support/virtual-clock.ts'
import { type Knock, knockAnew } from './knock-anew.ts'
import { createDeskOnDeadLine } from './testing/dead-line.ts'

/** The promise is 3 s; what the network and central need of it has to be left over. */
const LATE_MS = 2_500

async function measureReturn({ seed, beforeMs, cutMs }: { seed: number; beforeMs: number; cutMs: number }) {
  const clock = createTestClock(0)
  const desk = createDeskOnDeadLine(clock, seed)
  desk.link.start()
  await clock.advance(1_000 + beforeMs)
  expect(desk.isRight()).toBe(true)
  desk.cut()
  const [from, before] = [clock.now(), desk.knocks()]
  await clock.advance(cutMs)
  const knocks = desk.knocks() - before
  desk.mend()
  const mended = clock.now()
  while (!desk.isRight() && clock.now() < mended + 30_000) await clock.advance(20)
  const took = clock.now() - mended
  desk.link.stop()
  return { took, knocksPerSecond: (knocks * 1_000) / (mended - from) }
}

describe('a desk whose line went half-open', () => {
  it('is right again within moments of its return, however long it was away and whenever that was', async () => {
    const cuts = fc.record({
      seed: fc.integer(),
      beforeMs: fc.integer({ min: 0, max: 4_000 }),
      cutMs: fc.oneof(fc.integer({ min: 100, max: 12_000 }), fc.integer({ min: 12_000, max: 90_000 })),
    })
    await fc.assert(
      fc.asyncProperty(cuts, async (cut) => {
        expect((await measureReturn(cut)).took).toBeLessThanOrEqual(LATE_MS)
      }),
      { numRuns: 150 },
    )
  })

  it('does not knock more than twice in two seconds meanwhile', async () => {
    for (const seed of [1, 2, 3]) {
      const { knocksPerSecond } = await measureReturn({ seed, beforeMs: 100, cutMs: 120_000 })
      expect(knocksPerSecond).toBeLessThan(1)
    }
  })
})

describe('knocking anew', () => {
  /** Every attempt opens after so long, if nobody dropped it. */
  function knockFor(clock: ReturnType<typeof createTestClock>, openAfterMs: (attempt: number) => number | null) {
    const open = new Set<number>()
    let attempts = 0
    const knock: Knock<number> = (done) => {
      attempts += 1
      const attempt = attempts
      open.add(attempt)
      const ms = openAfterMs(attempt)
      const cancel = ms === null ? () => {} : clock.schedule(ms, () => done(attempt))
      return () => {
        cancel()
        open.delete(attempt)
      }
    }
    return { knock, open, attempts: () => attempts }
  }

  it('reaches a central too busy to answer soon by the first attempt, and drops the one beside it', async () => {
    const clock = createTestClock(0)
    const { knock, open, attempts } = knockFor(clock, () => 9_000)
    const opened: number[] = []
    knockAnew(knock, clock, { open: (attempt) => opened.push(attempt), failed() {} })
    await clock.advance(8_900)
    expect(open.size).toBe(2)
    await clock.advance(20_000)
    expect(opened).toEqual([1])
    expect([...open]).toEqual([1])
    expect(attempts()).toBeLessThanOrEqual(7)
    expect(clock.pending()).toBe(0)
  })

  it('goes on with a fresh attempt where the first was swallowed', async () => {
    const clock = createTestClock(0)
    const { knock, open } = knockFor(clock, (attempt) => (attempt < 4 ? null : 10))
    const opened: number[] = []
    knockAnew(knock, clock, { open: (attempt) => opened.push(attempt), failed() {} })
    await clock.advance(60_000)
    expect(opened).toEqual([4])
    expect([...open]).toEqual([4])
  })

  it('is over when it is given up: nothing is left open, nothing is told', async () => {
    const clock = createTestClock(0)
    const { knock, open } = knockFor(clock, () => 5_000)
    const told: unknown[] = []
    const giveUp = knockAnew(knock, clock, { open: (one) => told.push(one), failed: () => told.push('failed') })
    await clock.advance(3_000)
    giveUp()
    await clock.advance(60_000)
    expect(told).toEqual([])
    expect(open.size).toBe(0)
    expect(clock.pending()).toBe(0)
  })

  it('says that central refuses at the first refusal', async () => {
    const clock = createTestClock(0)
    let failures = 0
    knockAnew<never>((done) => clock.schedule(5, () => done(null)), clock, { open() {}, failed: () => (failures += 1) })
    await clock.advance(60_000)
    expect(failures).toBe(1)
  })
})
