import type { Clock } from '#shared/domain/clock.ts'

/** The clock of this machine. */
export function createWallClock(): Clock {
  return {
    now: () => Date.now(),
    schedule(delayMs, task) {
      const timer = setTimeout(task, delayMs)
      return () => clearTimeout(timer)
    },
  }
}
