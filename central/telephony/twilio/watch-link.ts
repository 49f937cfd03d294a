import type { Clock } from '#shared/domain/clock.ts'
import type { VendorFailure } from './vendor-failure.ts'
import { isUnclear } from './vendor-failure.ts'

const FAILURES_UNTIL_DOWN = 3
const PROBE_MS = 10_000

export type LinkWatch = {
  succeeded(): void
  failed(failure: VendorFailure): void
  stop(): void
}

/**
 * Tells when Twilio's API is out of reach and when it is back. Down: three requests in a row without a usable
 * answer, or one that says our credentials are wrong. While it is down it is asked again every ten seconds.
 */
export function watchLink(parts: { clock: Clock; report(up: boolean): void; probe(): Promise<void> }): LinkWatch {
  let failures = 0
  let isUp: boolean | null = null
  let cancelProbe: (() => void) | null = null
  let isStopped = false

  function change(up: boolean): void {
    if (isStopped || isUp === up) return
    isUp = up
    parts.report(up)
    if (up) cancelProbe?.()
    else scheduleProbe()
  }

  function scheduleProbe(): void {
    cancelProbe = parts.clock.schedule(PROBE_MS, () => {
      void parts.probe().finally(() => {
        if (!isStopped && isUp === false) scheduleProbe()
      })
    })
  }

  return {
    succeeded() {
      failures = 0
      change(true)
    },
    failed(failure) {
      const isRefused = failure.status === 401 || failure.status === 403
      if (!isRefused && !isUnclear(failure)) {
        failures = 0
        return change(true)
      }
      failures += 1
      if (isRefused || failures >= FAILURES_UNTIL_DOWN) change(false)
    },
    stop() {
      isStopped = true
      cancelProbe?.()
    },
  }
}
