/** The one clock given to central, desk and console at boot: the wall's, or a simulated one. */
export interface Clock {
  /** milliseconds since the epoch */
  now(): number
  /** runs `task` once after `delayMs`; the returned function cancels it */
  schedule(delayMs: number, task: () => void): () => void
}
