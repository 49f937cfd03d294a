/** What a campaign tells its workers, and what they tell back; one process each. */
export type Order = { seed: number; count: number; steps: number; bug: string | null; traces: boolean }

export type Outcome = {
  seed: number
  failures: string[]
  settledAfterMs: number | null
  /** how often each thing happened */
  counts: Record<string, number>
  /** sha-256 of the trace; the trace itself only when it was asked for */
  digest: string
  /** processor time that this world took */
  cpuMs: number
  trace: string | null
}
