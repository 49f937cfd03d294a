import { setTimeout as delay } from 'node:timers/promises'
import { readMonotonic } from '#bench/lib/bench-process.ts'
import type { Seen } from './requests.ts'

/** Events that come late are waited for so long; what is missing then is lost. */
const PATIENCE_MS = 10_000
/** After the last one that was expected: a doubled one would come right behind. */
const AFTERMATH_MS = 200

/** Notes which event came to which agent's handler, and when. */
export function createCollector() {
  let seen: Seen[] = []
  return {
    see(agent: number, mark: number, receivedAt: number): void {
      seen.push({ agent, mark, receivedAt, at: readMonotonic() })
    },
    forget(): void {
      seen = []
    },
    async collect(expected: number): Promise<Seen[]> {
      const deadline = readMonotonic() + PATIENCE_MS
      while (seen.length < expected && readMonotonic() < deadline) await delay(20)
      await delay(AFTERMATH_MS)
      return seen
    },
  }
}
