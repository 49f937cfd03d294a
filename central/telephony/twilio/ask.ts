import type { Clock } from '#shared/domain/clock.ts'
import { isTooMany, isUnclear, readFailure, type VendorFailure } from './vendor-failure.ts'
import type { LinkWatch } from './watch-link.ts'

const WAITS_MS = [250, 1_000]
/** Who is asked to come back later than this is told so: somebody waits for the answer. */
const LONGEST_WAIT_MS = 3_000

export type Answered<T> = { ok: true; value: T } | { ok: false; failure: VendorFailure }

/** Sends requests of the `twilio` package and turns its refusals into data. */
export type Ask = {
  /** for what may be done twice: repeated twice when the answer is missing, a server error or "too many" */
  again<T>(request: () => Promise<T>): Promise<Answered<T>>
  /** for what creates something: repeated only when Twilio says that it was not processed */
  once<T>(request: () => Promise<T>): Promise<Answered<T>>
}

export function createAsk(clock: Clock, link: LinkWatch): Ask {
  async function send<T>(request: () => Promise<T>): Promise<Answered<T>> {
    try {
      const value = await request()
      link.succeeded()
      return { ok: true, value }
    } catch (error) {
      const failure = readFailure(error)
      link.failed(failure)
      return { ok: false, failure }
    }
  }

  async function repeat<T>(request: () => Promise<T>, mayRepeat: (failure: VendorFailure) => boolean) {
    let answered = await send(request)
    for (const usualMs of WAITS_MS) {
      if (answered.ok || !mayRepeat(answered.failure)) return answered
      const waitMs = answered.failure.retryAfterMs ?? usualMs
      if (waitMs > LONGEST_WAIT_MS) return answered
      await new Promise<void>((resolve) => clock.schedule(waitMs, resolve))
      answered = await send(request)
    }
    return answered
  }

  return {
    again: (request) => repeat(request, (failure) => isTooMany(failure) || isUnclear(failure)),
    once: (request) => repeat(request, isTooMany),
  }
}
