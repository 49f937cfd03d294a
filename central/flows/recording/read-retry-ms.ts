const FIRST_RETRY_MS = 5_000
const LAST_RETRY_MS = 10 * 60_000

/** How long it takes until the sound of a recording is fetched or erased again, after so many tries in vain. */
export function readRetryMs(tries: number): number {
  return Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(tries, 10))
}
