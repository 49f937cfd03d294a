import type { Manager } from 'socket.io-client'
import type { Clock } from '#shared/domain/clock.ts'
import { LINK_LIMITS } from '#shared/protocol/envelope.ts'
import { reachCentral } from './reach-central.ts'

/** Two of central's pings did not come. */
const DOUBT_MS = 2 * LINK_LIMITS.pingMs + 200

/**
 * Watches a line for silence. A silent one is doubted, not dropped: only when a new connection opens while it is
 * silent still, `dead` is called. A central that is merely slow answers neither, and the line is kept. The returned
 * function ends the watch.
 */
export function doubtSilence(manager: Manager, centralUrl: string, clock: Clock, dead: () => void): () => void {
  let giveUp: (() => void) | null = null
  let cancelTimer = clock.schedule(DOUBT_MS, doubt)

  function hear(): void {
    cancelTimer()
    giveUp?.()
    giveUp = null
    cancelTimer = clock.schedule(DOUBT_MS, doubt)
  }

  function doubt(): void {
    giveUp = reachCentral(centralUrl, clock, {
      open(probe) {
        stop()
        probe.engine.close()
        dead()
      },
      // refused: nobody listens now; a line that is dead as well will be found out later
      failed: hear,
    })
  }

  function stop(): void {
    cancelTimer()
    giveUp?.()
    manager.engine.off('packet', hear)
  }

  manager.engine.on('packet', hear)
  return stop
}
