import type { z } from 'zod'
import { type LoggedEvent, readEventsAfter } from '#central/db/event-log.ts'
import { travelsAlone } from '#central/flows/build-attachment.ts'
import type { centralFrames, Hello, ResumeAnswer, Welcome } from '#shared/protocol/envelope.ts'
import type { Refusal } from '#shared/protocol/error.ts'
import type { DeliveredEvent } from '#shared/protocol/event/delivered-event.ts'
import { buildResume, deliver, EVENTS_AT_ONCE } from './deliver-events.ts'
import type { DeskSocket } from './desk-socket.ts'
import type { LinkRoom } from './link-parts.ts'
import type { Guest } from './shake-hands.ts'

type Frames = { [K in keyof typeof centralFrames]: z.infer<(typeof centralFrames)[K]> }

/** One connected desk: what it was sent, in order, and whether it still holds the agent's place. */
export type DeskLine = ReturnType<typeof createDeskLine>

export function createDeskLine(parts: LinkRoom, socket: DeskSocket, { hello, user }: Guest) {
  let cursor = 0
  let fence = 0
  let fenced = false
  let welcomed = false
  let atWork = false
  let pumping = false
  let again = false
  /** pieces of work that may move the cursor, waiting or running */
  let moving = 0
  /** everything that moves the cursor goes one after the other */
  let tail: Promise<unknown> = Promise.resolve()

  function emit<K extends keyof Frames>(name: K, frame: Frames[K]): void {
    socket.emit(name, frame)
  }

  function enqueue<T>(work: () => Promise<T>): Promise<T> {
    moving += 1
    const result = tail.then(work).finally(() => {
      moving -= 1
    })
    tail = result.catch(() => undefined)
    return result
  }

  /** Any failure ends the line: the desk comes back and resumes from its cursor, which is the one way to be right. */
  function fail(error: unknown, doing: string): void {
    parts.context.log.error({ err: error, userId: user.userId, doing }, 'a desk line failed')
    socket.hangUp()
  }

  async function pump(): Promise<void> {
    do {
      again = false
      const delivered = await readNews()
      if (delivered.length === EVENTS_AT_ONCE) again = true
      if (fenced || !socket.connected) return
      if (delivered.length === 0) continue
      emit('events', { epoch: parts.epoch, events: delivered })
      cursor = delivered.at(-1)?.seq ?? cursor
    } while (again && !fenced && socket.connected)
  }

  /**
   * The very next events, just committed by this process and whole in themselves, go out as they are: reading them
   * again would cost more than all the rest. False: they have to be read from the log, in their turn.
   */
  function sendFresh(events: readonly LoggedEvent[]): boolean {
    if (!welcomed || fenced || moving > 0 || !socket.connected || events.length === 0) return false
    if (!events.every(({ seq, event }, index) => seq === cursor + 1 + index && travelsAlone(event))) return false
    try {
      for (const { event } of events) parts.metrics.countEvents(event.type)
      emit('events', { epoch: parts.epoch, events: events.map(({ seq, at, event }) => ({ seq, at, event })) })
      cursor += events.length
    } catch (error) {
      // what is committed does not fail because it could not be told
      fail(error, 'sending events')
    }
    return true
  }

  /** On one connection from first to last: a ring's dozen look-ups do not queue behind other work's commits. */
  function readNews(): Promise<DeliveredEvent[]> {
    return parts.context.db.connection().execute(async (db) => {
      const events = await readEventsAfter(db, user.userId, cursor, EVENTS_AT_ONCE)
      return fenced ? [] : deliver(parts, db, events)
    })
  }

  return {
    user,
    deviceId: hello.deviceId,
    hello: hello as Hello,
    lastLine: hello.lastLine,
    socketId: socket.id,
    emit,
    get fence() {
      return fence
    },
    get fenced() {
      return fenced
    },
    /** The agent's log has grown. Cheap to call often: one reading serves all that came meanwhile. */
    grow(fresh: readonly LoggedEvent[] = []): void {
      if (sendFresh(fresh)) return
      again = true
      if (!welcomed || pumping || fenced) return
      pumping = true
      enqueue(pump)
        .catch((error) => fail(error, 'sending events'))
        .finally(() => {
          pumping = false
          if (again && !fenced && socket.connected) this.grow()
        })
    },
    /** its desk spoke after the welcome, so it knows this line's name */
    get atWork() {
      return atWork
    },
    hear(): void {
      atWork = welcomed
    },
    /** Holds the agent's place with this fence, or is told that another desk does. */
    seat(seatFence: number, isFenced: boolean): void {
      fence = seatFence
      fenced = isFenced
    },
    async welcome(rest: Omit<Welcome, 'resume' | 'fence' | 'fenced' | 'lineId'>): Promise<void> {
      await enqueue(async () => {
        const answer = await buildResume(parts, user.userId, hello)
        cursor = answer.cursor
        emit('welcome', { ...rest, lineId: socket.id, fence, fenced, resume: answer.resume })
        welcomed = true
      })
      if (again) this.grow()
    },
    /** A desk that saw a gap asks again from its own cursor. */
    resume(held: { epoch: string | null; cursor: number }): Promise<ResumeAnswer> {
      return enqueue(async () => {
        const answer = await buildResume(parts, user.userId, held)
        cursor = answer.cursor
        return { ok: true, resume: answer.resume }
      })
    },
    /** A newer desk took over: no more events, no live commands; paperwork still flows. */
    fenceOff(): void {
      if (fenced) return
      fenced = true
      emit('fenced', {})
    },
    /** The session is over: said, then hung up. Nothing of the desk's is dropped. */
    end(refusal: Refusal): void {
      emit('session-ended', { refusal })
      socket.hangUp()
    },
    /** Replaced by a younger connection of the same desk. */
    hangUp(): void {
      socket.hangUp()
    },
    fail,
  }
}
