import type { Clock } from '#shared/domain/clock.ts'

/** The clock of one process: it may go wrong, and dies with the process. */
export type ProcessClock = Clock & {
  /** the machine's time is set: what is scheduled is not moved by it */
  jump(byMs: number): void
  offset(): number
  /** nothing scheduled runs any more */
  kill(): void
  /** runs `react` when the process dies; the returned function forgets it */
  whenKilled(react: () => void): () => void
}

/** `threw`: a task threw, which ends a real process. */
export function createProcessClock(
  world: Clock,
  { offset, threw }: { offset: number; threw(error: unknown): void },
): ProcessClock {
  let off = offset
  let alive = true
  const waiting = new Set<() => void>()
  const mourners = new Set<() => void>()
  return {
    now: () => world.now() + off,
    schedule(delayMs, task) {
      if (!alive) return () => {}
      const cancel = world.schedule(delayMs, () => {
        waiting.delete(cancel)
        try {
          task()
        } catch (error) {
          threw(error)
        }
      })
      waiting.add(cancel)
      return () => {
        waiting.delete(cancel)
        cancel()
      }
    },
    jump(byMs) {
      off += byMs
    },
    offset: () => off,
    kill() {
      alive = false
      for (const cancel of waiting) cancel()
      waiting.clear()
      for (const react of mourners) react()
      mourners.clear()
    },
    whenKilled(react) {
      mourners.add(react)
      return () => void mourners.delete(react)
    },
  }
}
