import { Manager } from 'socket.io-client'
import type { Clock } from '#shared/domain/clock.ts'
import { LINK_PATH } from '#shared/protocol/envelope.ts'
import { knockAnew } from './knock-anew.ts'
import { CONNECT_MS } from './waits.ts'

/**
 * Opens one connection to central, as far as central's first word. `failed`: central's machine refused, or nothing
 * came for 20 s. The returned function gives up.
 */
export function reachCentral(
  centralUrl: string,
  clock: Clock,
  on: { open(manager: Manager): void; failed(): void },
): () => void {
  return knockAnew<Manager>((done) => knock(centralUrl, done), clock, on)
}

function knock(centralUrl: string, done: (manager: Manager | null) => void): () => void {
  const manager = new Manager(centralUrl, {
    path: LINK_PATH,
    transports: ['websocket'],
    reconnection: false,
    autoConnect: false,
    timeout: CONNECT_MS,
  })
  manager.open((error) => done(error ? null : manager))
  return () => manager.engine?.close()
}
