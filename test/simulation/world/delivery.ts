import type { LineListener } from '#main/link/line.ts'
import type { Hello } from '#shared/protocol/envelope.ts'
import type { Connection, LineEnds } from './line-ends.ts'
import type { Trace } from './trace.ts'
import type { Ways } from './ways.ts'

/** Hears every frame as it reaches the other side; nothing that is lost. */
export type FrameWatch = {
  /** central got it */
  up(desk: string, hello: Hello, name: string): void
  /** the desk got it */
  down(desk: string, name: string, frame: unknown): void
}

/** Changes frames on their way, for planted bugs. */
export type FrameBend = {
  hello?(hello: Hello): Hello
  up?(name: string, frame: unknown): unknown
  down?(name: string, frame: unknown): unknown
}

/** What happens to a frame when it reaches the other side; what a line no longer has ends for is dropped. */
export function createDelivery(parts: {
  ways: Ways
  trace: Trace
  watch: FrameWatch
  bend: FrameBend
  attempt: LineEnds['attempt']
}) {
  const { trace, watch, bend, attempt } = parts
  const { travel } = parts.ways

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

  return { deliverUp, deliverDown, answerRequest }
}
