import type { LineListener } from '#main/link/line.ts'
import type { Clock } from '#shared/domain/clock.ts'
import { type Hello, LINK_LIMITS } from '#shared/protocol/envelope.ts'
import type { Ways } from './ways.ts'

/** A line between a desk and central; each end goes by itself. */
export type Connection = {
  id: string
  desk: string
  hello: Hello
  listener: LineListener
  /** the desk's end stands */
  deskOpen: boolean
  /** central's end stands */
  centralOpen: boolean
  take: ((name: string, raw: unknown, reply: unknown) => void) | null
  closed: (() => void)[]
  /** requests that wait for an answer at the desk */
  waiting: Set<(answer: unknown) => void>
}

/** A WebSocket notices a dead peer after this: a ping every 10 s and 10 s to answer it. */
export const PING_DEATH_MS = 2 * LINK_LIMITS.pingMs

export type LineEnds = ReturnType<typeof createLineEnds>

/** How a line ends at either side, and how the other side hears of it. `connections`: all that stand at a desk. */
export function createLineEnds(parts: {
  clock: Clock
  ways: Ways
  connections: Set<Connection>
  threw: (desk: string, error: unknown) => void
}) {
  const { clock, ways, connections } = parts

  function loseDeskEnd(connection: Connection, refusal: Parameters<LineListener['closed']>[0]): void {
    if (!connection.deskOpen) return
    connection.deskOpen = false
    connections.delete(connection)
    for (const resolve of connection.waiting) resolve(undefined)
    connection.waiting.clear()
    attempt(connection, () => connection.listener.closed(refusal))
  }

  /** What a desk throws at a frame would end its process, not the network. */
  function attempt({ desk }: Connection, hear: () => void): void {
    try {
      hear()
    } catch (error) {
      parts.threw(desk, error)
    }
  }

  function loseCentralEnd(connection: Connection): void {
    if (!connection.centralOpen) return
    connection.centralOpen = false
    for (const react of connection.closed.splice(0)) react()
  }

  /** One end goes; the other hears of it, or at the next ping that is not answered. */
  function tellOther(connection: Connection, way: 'up' | 'down', tell: () => void): void {
    const { desk } = connection
    clock.schedule(ways.isCut(desk, way) ? PING_DEATH_MS : ways.latencyMs(), tell)
  }

  return { loseDeskEnd, loseCentralEnd, tellOther, attempt }
}
