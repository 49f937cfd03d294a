import type { Clock } from '#shared/domain/clock.ts'

export function waitFor(clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => clock.schedule(delayMs, resolve))
}
