import type { DeskSocket, Switchboard } from '#central/link/desk-socket.ts'
import type { OpenLine } from '#main/link/line.ts'
import type { Clock } from '#shared/domain/clock.ts'
import { createDelivery, type FrameBend, type FrameWatch } from './delivery.ts'
import { type Connection, createLineEnds, PING_DEATH_MS } from './line-ends.ts'
import type { Trace } from './trace.ts'
import type { Cut, Ways } from './ways.ts'

type Door = Parameters<Switchboard['open']>[0]
export type Network = ReturnType<typeof createNetwork>

/**
 * The network in place of sockets: frames travel as JSON, each its own way. It is worse than TCP on purpose: inside a
 * line that stands, frames are lost, doubled and overtake each other.
 */
export function createNetwork(parts: {
  clock: Clock
  ways: Ways
  trace: Trace
  watch: FrameWatch
  bend: FrameBend
  threw: (desk: string, error: unknown) => void
}) {
  const { clock, trace, watch, bend, ways } = parts
  const { travel } = ways
  let door: Door | null = null
  let count = 0
  const connections = new Set<Connection>()
  const { loseDeskEnd, loseCentralEnd, tellOther, attempt } = createLineEnds({ ...parts, connections })
  const { deliverUp, deliverDown, answerRequest } = createDelivery({ ...parts, attempt })

  function makeSocket(connection: Connection): DeskSocket {
    return {
      id: connection.id,
      get connected() {
        return connection.centralOpen
      },
      emit(name, frame) {
        if (!connection.centralOpen) return
        const text = JSON.stringify(frame)
        travel(connection.desk, 'down', name, () => deliverDown(connection, name, text))
      },
      onFrame(take) {
        connection.take = take
      },
      onClosed: (react) => void connection.closed.push(react),
      hangUp() {
        if (!connection.centralOpen) return
        loseCentralEnd(connection)
        tellOther(connection, 'down', () => loseDeskEnd(connection, null))
      },
    }
  }

  async function knock(connection: Connection): Promise<void> {
    const at = door
    if (!at) {
      tellOther(connection, 'down', () => loseDeskEnd(connection, null))
      return
    }
    const auth = JSON.parse(JSON.stringify(bend.hello ? bend.hello(connection.hello) : connection.hello)) as unknown
    const admitted = await at.admit(auth)
    // central went down meanwhile: whoever waited for its answer is hung up on by its going
    if (door !== at || !connection.deskOpen) return
    if (!admitted.ok) {
      const { refusal } = admitted
      travel(connection.desk, 'down', 'refusal', () => loseDeskEnd(connection, refusal))
      return
    }
    connection.centralOpen = true
    watch.up(connection.desk, connection.hello, 'hello')
    at.greet(makeSocket(connection), admitted.value)
  }

  /** How a desk reaches central. */
  function openLine(desk: string): OpenLine {
    return (hello, listener) => {
      count += 1
      const connection: Connection = {
        ...{ id: `s${count}`, desk, hello, listener, deskOpen: true, centralOpen: false },
        ...{ take: null, closed: [], waiting: new Set() },
      }
      connections.add(connection)
      trace.say(`${desk} knocks cursor=${hello.cursor} fence=${hello.fence} n=${hello.highestN}`)
      travel(desk, 'up', 'hello', () => {
        if (connection.deskOpen && !connection.centralOpen) void knock(connection)
      })
      return {
        request: (name, frame) =>
          new Promise((resolve) => {
            if (!connection.deskOpen) return resolve(undefined)
            connection.waiting.add(resolve)
            const text = JSON.stringify(frame)
            const reply = (answer: unknown) => answerRequest(connection, name, resolve, answer)
            travel(desk, 'up', name, () => deliverUp(connection, name, text, reply))
          }),
        close() {
          if (!connection.deskOpen) return
          connection.deskOpen = false
          connections.delete(connection)
          for (const resolve of connection.waiting) resolve(undefined)
          connection.waiting.clear()
          tellOther(connection, 'up', () => loseCentralEnd(connection))
        },
      }
    }
  }

  /** The process at the desk's end is dead: nothing there hears anything any more. */
  function dropDesk(desk: string): void {
    for (const connection of [...connections]) {
      if (connection.desk !== desk) continue
      connection.deskOpen = false
      connections.delete(connection)
      connection.waiting.clear()
      tellOther(connection, 'up', () => loseCentralEnd(connection))
    }
  }

  /** Central's process is dead: desks see the line break, but for those behind a cut. */
  function dropCentral(): void {
    door = null
    for (const connection of [...connections]) {
      connection.centralOpen = false
      connection.closed = []
      connection.take = null
      tellOther(connection, 'down', () => loseDeskEnd(connection, null))
    }
  }

  /** A cut that lasts is noticed by the end that hears nothing any more. */
  function cut(desk: string, way: Cut): void {
    const { lasting } = ways.cut(desk, way)
    if (way === 'none') return
    clock.schedule(PING_DEATH_MS, () => {
      if (!lasting()) return
      for (const connection of [...connections]) {
        if (connection.desk !== desk) continue
        if (way !== 'down') loseCentralEnd(connection)
        if (way !== 'up') loseDeskEnd(connection, null)
        else tellOther(connection, 'down', () => loseDeskEnd(connection, null))
        if (way === 'down') tellOther(connection, 'up', () => loseCentralEnd(connection))
      }
    })
  }

  const switchboard = (): Switchboard => ({
    open(next) {
      door = next
    },
    close: dropCentral,
  })

  return {
    openLine,
    switchboard,
    dropDesk,
    dropCentral,
    cut,
    /** a line breaks at both ends */
    breakLine(desk: string) {
      for (const connection of [...connections]) {
        if (connection.desk !== desk) continue
        trace.say(`${desk} line broken`)
        loseCentralEnd(connection)
        loseDeskEnd(connection, null)
      }
    },
    /** sends a frame to a desk past central's own code, for planted bugs */
    smuggle(userId: string, name: string, frame: unknown) {
      const text = JSON.stringify(frame)
      for (const connection of connections) {
        if (connection.centralOpen && connection.desk.startsWith(`${userId}/`)) {
          travel(connection.desk, 'down', name, () => deliverDown(connection, name, text))
        }
      }
    },
  }
}
