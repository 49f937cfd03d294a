import type { OpenDesk } from '#main/desk.ts'
import type { Log } from '#main/log.ts'
import type { Clock } from '#shared/domain/clock.ts'
import { findActiveCall } from '#shared/domain/desk/selectors.ts'
import type { SignedInUser } from '#shared/protocol/envelope.ts'
import type { Outcome } from '#shared/protocol/error.ts'
import type { UserId } from '#shared/protocol/ids.ts'

/** A reload takes a second; a desk without a console for this long has nobody to ring at. */
export const IDLE_MS = 60_000

export type OpenUserDesk = (user: SignedInUser, token: string, takeOver: boolean) => Promise<Outcome<OpenDesk>>

/** One desk per signed-in user, shared by all their windows. */
export interface Desks {
  /** the user's desk, opened when it is not yet; `takeOver` after a log-in, which also brings a fresh token */
  open(user: SignedInUser, token: string, takeOver: boolean): Promise<Outcome<OpenDesk>>
  /** a window of this user is there until the returned function is called */
  holdWindow(userId: UserId): () => void
  /** closes it at once, whatever it has to do: unsent work stays in its store */
  close(userId: UserId): Promise<void>
  /** signs the desk out and closes it; unsent work stays in its store */
  signOut(userId: UserId): Promise<void>
  stop(): Promise<void>
}

type Seat = { desk: Promise<Outcome<OpenDesk>>; windows: number; cancelIdle: () => void }

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
    await opened.value.stop()
    log.info({ userId }, 'closed an idle desk')
  }

  function watchIdle(userId: UserId, seat: Seat): void {
    seat.cancelIdle()
    seat.cancelIdle = clock.schedule(IDLE_MS, () => {
      closeIdle(userId, seat).catch((error: unknown) => log.error({ err: error, userId }, 'closing a desk failed'))
    })
  }

  /** Who comes from here on gets a desk of their own. */
  function vacate(userId: UserId): Seat['desk'] | undefined {
    const seat = seats.get(userId)
    seats.delete(userId)
    seat?.cancelIdle()
    return seat?.desk
  }

  return {
    async open(user, token, takeOver) {
      const { userId } = user
      const known = seats.get(userId)
      if (known) {
        const opened = await known.desk
        if (opened.ok && takeOver) opened.value.renew(token)
        return opened
      }
      const seat: Seat = { desk: openUserDesk(user, token, takeOver), windows: 0, cancelIdle: () => {} }
      seats.set(userId, seat)
      watchIdle(userId, seat)
      const forget = () => {
        seat.cancelIdle()
        if (seats.get(userId) === seat) seats.delete(userId)
      }
      try {
        const opened = await seat.desk
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
      let held = true
      return () => {
        if (!held) return
        held = false
        seat.windows -= 1
        if (seat.windows === 0 && seats.get(userId) === seat) watchIdle(userId, seat)
      }
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
        seat.cancelIdle()
        const opened = await seat.desk
        if (opened.ok) await opened.value.stop()
      }
    },
  }
}
