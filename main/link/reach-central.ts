import { Manager } from 'socket.io-client'
import type { Clock } from '#shared/domain/clock.ts'
import { LINK_PATH } from '#shared/protocol/envelope.ts'
import { BESIDE_MOST_MS, BESIDE_MS, CONNECT_MS } from './waits.ts'

/**
 * Opens one connection to central, as far as central's first word. Two attempts at most are on their way: a patient
 * one, so that a central too busy to answer within moments is reached in the end, and beside it one that is made anew
 * every few seconds, for the first may have gone into a line that was dead. The first to open is handed over, the
 * other is dropped. `failed`: central's machine refused, or nothing came for 20 s. The returned function gives up.
 */
export function reachCentral(
  centralUrl: string,
  clock: Clock,
  on: { open(manager: Manager): void; failed(): void },
): () => void {
  let over = false
  let beside: Manager | null = null
  let pause = BESIDE_MS
  const patient = attempt()
  let cancelTimer = clock.schedule(BESIDE_MS, tryBeside)

  function attempt(): Manager {
    const manager = new Manager(centralUrl, {
      path: LINK_PATH,
      transports: ['websocket'],
      reconnection: false,
      autoConnect: false,
      timeout: CONNECT_MS,
    })
    manager.open((error) => {
      if (over || (manager !== patient && manager !== beside)) return
      stop(error ? null : manager)
      if (error) on.failed()
      else on.open(manager)
    })
    return manager
  }

  function tryBeside(): void {
    const before = beside
    beside = attempt()
    before?.engine?.close()
    pause = Math.min(BESIDE_MOST_MS, pause * 1.5)
    cancelTimer = clock.schedule(pause, tryBeside)
  }

  function stop(kept: Manager | null): void {
    over = true
    cancelTimer()
    for (const manager of [patient, beside]) if (manager !== kept) manager?.engine?.close()
  }

  return () => {
    if (!over) stop(null)
  }
}
