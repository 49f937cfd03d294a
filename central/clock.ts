import type { Clock } from '#shared/domain/clock.ts'

/** How fast a time that ran ahead is given back: a tenth, so that it never stands still and never goes back. */
const GIVEN_BACK = 0.1

/**
 * A time that only goes forward, whatever is done to the machine's clock. `wall`: epoch ms; `elapsed`: ms of a
 * monotonic clock. When the wall clock is put forward this follows at once; when it is put back this slows down until
 * the two agree. So a call that is on the line while somebody corrects the clock keeps its true length.
 */
export function createSteadyTime(wall: () => number, elapsed: () => number): () => number {
  let last = elapsed()
  let offset = wall() - last
  return () => {
    const now = elapsed()
    offset = Math.max(wall() - now, offset - (now - last) * GIVEN_BACK)
    last = now
    return Math.round(offset + now)
  }
}

/** The clock of this machine. */
export function createWallClock(): Clock {
  return {
    now: createSteadyTime(
      () => Date.now(),
      () => performance.now(),
    ),
    schedule(delayMs, task) {
      const timer = setTimeout(task, delayMs)
      return () => clearTimeout(timer)
    },
  }
}
