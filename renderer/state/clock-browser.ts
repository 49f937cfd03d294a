import type { Clock } from '#shared/domain/clock.ts'

/** The wall clock of the browser. */
export const browserClock: Clock = {
  now: () => Date.now(),
  schedule(delayMs, task) {
    const timer = setTimeout(task, delayMs)
    return () => clearTimeout(timer)
  },
}
