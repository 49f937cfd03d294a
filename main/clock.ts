import type { Clock } from '#shared/domain/clock.ts'

/** The longest delay a Node timer takes; a later one would fire at once. */
const MAX_DELAY_MS = 2_147_483_647

/** The machine's own clock, given to a desk by its shell. */
export const wallClock: Clock = {
  now: () => Date.now(),
  schedule(delayMs, task) {
    const timer = setTimeout(task, Math.min(Math.max(0, delayMs), MAX_DELAY_MS))
    return () => clearTimeout(timer)
  },
}
