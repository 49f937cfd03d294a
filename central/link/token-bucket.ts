import type { Clock } from '#shared/domain/clock.ts'

/** Lets `perSecond` things through a second, with a burst of the same size. */
export function createBucket(clock: Clock, perSecond: number): { take(): boolean } {
  let level = perSecond
  let at = clock.now()
  return {
    take() {
      const now = clock.now()
      level = Math.min(perSecond, level + (Math.max(0, now - at) * perSecond) / 1000)
      at = now
      if (level < 1) return false
      level -= 1
      return true
    },
  }
}
