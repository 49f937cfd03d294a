import type { DeskSocket, Switchboard } from '#central/link/desk-socket.ts'
import type { LineListener, OpenLine } from '#main/link/line.ts'
import type { Clock } from '#shared/domain/clock.ts'
import { type Hello, LINK_LIMITS } from '#shared/protocol/envelope.ts'
import type { Trace } from './trace.ts'
import type { Cut, Ways } from './ways.ts'

/** Hears every frame as it reaches the other side; nothing that is lost. */
export type FrameWatch = {
  /** central got it */
  up(desk: string, hello: Hello, name: string): void
  /** the desk got it */
  down(desk: string, name: string, frame: unknown): void
}

type Threw = (desk: string, error: unknown) => void
type Door = Parameters<Switchboard['open']>[0]
/** Changes frames on their way, for planted bugs. */
export type FrameBend = {
  hello?(hello: Hello): Hello
  up?(name: string, frame: unknown): unknown
  down?(name: string, frame: unknown): unknown
}

type Connection = {
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
const PING_DEATH_MS = 2 * LINK_LIMITS.pingMs

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
  threw: Threw
}) {
  const { clock, trace, watch, bend, ways } = parts
  const { travel } = ways
  let door: Door | null = null
  let count = 0
  const connections = new Set<Connection>()

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

  function deliverUp(connection: Connection, name: string, text: string, reply: (answer: unknown) => void): void {
    if (!connection.centralOpen || !connection.take) return
    const frame: unknown = JSON.parse(text)
    watch.up(connection.desk, connection.hello, name)
    trace.say(`${connection.desk} > ${name} ${text.length}`)
    connection.take(name, bend.up ? bend.up(name, frame) : frame, reply)
  }

  function deliverDown(connection: Connection, name: string, text: string): void {
    if (!connection.deskOpen) return
    const sent: unknown = JSON.parse(text)
    const frame = bend.down ? bend.down(name, sent) : sent
    watch.down(connection.desk, name, frame)
    trace.say(`${connection.desk} < ${name} ${text.length}`)
    attempt(connection, () => connection.listener.frame(name as Parameters<LineListener['frame']>[0], frame))
  }

  function answerRequest(connection: Connection, name: string, resolve: (answer: unknown) => void, answer: unknown) {
    if (!connection.centralOpen) return
    const text = JSON.stringify(answer)
    travel(connection.desk, 'down', `${name} answer`, () => {
      if (!connection.waiting.delete(resolve)) return
      trace.say(`${connection.desk} < ${name} answer ${text.length}`)
      const sent: unknown = JSON.parse(text)
      resolve(bend.down ? bend.down(`${name} answer`, sent) : sent)
    })
  }

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
