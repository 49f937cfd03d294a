import type { Clock } from '#shared/domain/clock.ts'
import { LINK_LIMITS } from '#shared/protocol/envelope.ts'

/** Two of central's pings did not come. */
const DOUBT_MS = 2 * LINK_LIMITS.pingMs + 200

/** What the watch hears, and how it looks whether central can be reached at all. Each returned function ends it. */
export interface Watched {
  /** `heard` at everything that comes over the line */
  listen(heard: () => void): () => void
  probe(on: { open(): void; failed(): void }): () => void
}

/**
 * Watches a line for silence. A silent one is doubted, not dropped: only when a new connection opens while it is
 * silent still, `dead` is called. A central that is merely slow answers neither, and the line is kept. The returned
 * function ends the watch.
 */
export function doubtSilence({ listen, probe }: Watched, clock: Clock, dead: () => void): () => void {
  let giveUp: (() => void) | null = null
  let cancelTimer = clock.schedule(DOUBT_MS, doubt)
  const deafen = listen(hear)

  function hear(): void {
    cancelTimer()
    giveUp?.()
    giveUp = null
    cancelTimer = clock.schedule(DOUBT_MS, doubt)
  }

  function doubt(): void {
    giveUp = probe({
      open() {
        stop()
        dead()
      },
      // refused: nobody listens now; a line that is dead as well will be found out later
      failed: hear,
    })
  }

  function stop(): void {
    cancelTimer()
    giveUp?.()
    deafen()
  }

  return stop
}
