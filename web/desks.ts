import type { OpenDesk } from '#main/desk.ts'
import type { Log } from '#main/log.ts'
import type { Clock } from '#shared/domain/clock.ts'
import { findActiveCall } from '#shared/domain/desk/selectors.ts'
import type { SignedInUser } from '#shared/protocol/envelope.ts'
import type { Outcome } from '#shared/protocol/error.ts'
import type { UserId } from '#shared/protocol/ids.ts'
import { type Absence, LOST_MS, RELOAD_MS, watchAbsence } from './watch-absence.ts'

/** A reload takes a second; a desk without a console for this long has nobody to ring at. */
export const IDLE_MS = 60_000

export type OpenUserDesk = (user: SignedInUser, token: string, takeOver: boolean) => Promise<Outcome<OpenDesk>>

/** One desk per signed-in user, shared by all their windows. */
export interface Desks {
  /** the user's desk, opened when it is not yet; `takeOver` after a log-in, which also brings a fresh token */
  open(user: SignedInUser, token: string, takeOver: boolean): Promise<Outcome<OpenDesk>>
  /**
   * A window of this user is there until the returned function is called; `isGone`: the page is, and not only the way
   * to it.
   */
  holdWindow(userId: UserId): (isGone?: boolean) => void
  /** a window of this user says that it is closing, or only loading anew */
  sayGoodbye(userId: UserId): void
  /** closes it at once, whatever it has to do: unsent work stays in its store */
  close(userId: UserId): Promise<void>
  /** signs the desk out and closes it; unsent work stays in its store */
  signOut(userId: UserId): Promise<void>
  stop(): Promise<void>
}

type Seat = {
  desk: Promise<Outcome<OpenDesk>>
  /** null until the desk is open */
  absence: Absence | null
  windows: number
  /** when a window last said goodbye */
  goodbyeAt: number
  cancelIdle: () => void
}
/** Goodbye and the end of the socket come over two connections, in either order. */
const GOODBYE_MS = 2_000

export function createDesks(openUserDesk: OpenUserDesk, { clock, log }: { clock: Clock; log: Log }): Desks {
  const seats = new Map<UserId, Seat>()

  /** Closes a desk nobody looks at, but never one that still has something to send or a call to hold. */
  async function closeIdle(userId: UserId, seat: Seat): Promise<void> {
    const opened = await seat.desk
    if (!opened.ok || seats.get(userId) !== seat || seat.windows > 0) return
    const { projection } = await opened.value.snapshot()
    if (seats.get(userId) !== seat || seat.windows > 0) return
    if (opened.value.countUnsent() > 0 || findActiveCall(projection) !== null) {
      watchIdle(userId, seat)
      return
    }
    seats.delete(userId)
    leave(seat)
    await opened.value.stop()
    log.info({ userId }, 'closed an idle desk')
  }

  function watchIdle(userId: UserId, seat: Seat): void {
    seat.cancelIdle()
    seat.cancelIdle = clock.schedule(IDLE_MS, () => {
      closeIdle(userId, seat).catch((error: unknown) => log.error({ err: error, userId }, 'closing a desk failed'))
    })
  }

  /** No window is left. Who said goodbye is awaited for a reload's time, else as long as a lost network may take. */
  function awaitReturn(seat: Seat): void {
    const isGoodbye = clock.now() - seat.goodbyeAt < GOODBYE_MS
    seat.absence?.leave(isGoodbye ? RELOAD_MS : LOST_MS)
  }

  async function settle(userId: UserId, seat: Seat): Promise<Outcome<OpenDesk>> {
    const opened = await seat.desk
    if (!opened.ok || seats.get(userId) !== seat) return opened
    seat.absence = watchAbsence(opened.value, {
      clock,
      failed: (error) => log.error({ err: error, userId }, 'telling that nobody is at the desk failed'),
    })
    if (seat.windows === 0) awaitReturn(seat)
    return opened
  }

  /** Nothing is done for it any more. */
  function leave(seat: Seat): void {
    seat.cancelIdle()
    seat.absence?.end()
  }

  /** Who comes from here on gets a desk of their own. */
  function vacate(userId: UserId): Seat['desk'] | undefined {
    const seat = seats.get(userId)
    seats.delete(userId)
    if (seat) leave(seat)
    return seat?.desk
  }

  return {
    async open(user, token, takeOver) {
      const { userId } = user
      const known = seats.get(userId)
      if (known) {
        // a page that is loading is on its way
        if (known.windows === 0) known.absence?.leave(LOST_MS)
        const opened = await known.desk
        if (opened.ok && takeOver) opened.value.renew(token)
        return opened
      }
      const seat: Seat = {
        ...{ desk: openUserDesk(user, token, takeOver), absence: null, windows: 0 },
        ...{ goodbyeAt: Number.NEGATIVE_INFINITY, cancelIdle() {} },
      }
      seats.set(userId, seat)
      watchIdle(userId, seat)
      const forget = () => {
        seat.cancelIdle()
        if (seats.get(userId) === seat) seats.delete(userId)
      }
      try {
        const opened = await settle(userId, seat)
        if (!opened.ok) forget()
        return opened
      } catch (error) {
        forget()
        throw error
      }
    },
    holdWindow(userId) {
      const seat = seats.get(userId)
      if (!seat) return () => {}
      seat.windows += 1
      seat.cancelIdle()
      seat.absence?.comeBack()
      let held = true
      return (isGone = true) => {
        if (!held) return
        held = false
        seat.windows -= 1
        if (seat.windows > 0 || seats.get(userId) !== seat) return
        if (isGone) seat.absence?.loseWindow()
        awaitReturn(seat)
        watchIdle(userId, seat)
      }
    },
    sayGoodbye(userId) {
      const seat = seats.get(userId)
      if (!seat) return
      seat.goodbyeAt = clock.now()
      if (seat.windows === 0) awaitReturn(seat)
    },
    async close(userId) {
      const opened = await vacate(userId)
      if (opened?.ok) await opened.value.stop()
    },
    async signOut(userId) {
      const opened = await vacate(userId)
      if (opened?.ok) await opened.value.signOut()
    },
    async stop() {
      const open = [...seats.values()]
      seats.clear()
      for (const seat of open) {
        leave(seat)
        const opened = await seat.desk
        if (opened.ok) await opened.value.stop()
      }
    },
  }
}
