/** What is known of a recording. `since` orders its facts: the line's time of the newest one that was applied. */
export type RecordingStanding = {
  state: 'starting' | 'on' | 'paused' | 'stopped' | 'ready' | 'failed'
  since: number
}
export type RecordingFact = { at: number; state: Exclude<RecordingStanding['state'], 'starting'> }

const progress = { starting: 0, on: 1, paused: 1, stopped: 2, ready: 3, failed: 3 } as const

/**
 * The recording after one fact, in whatever order they come:
 *
 *     starting → on ⇄ paused → stopped → ready
 *         └───────┴──────┴────────┴────→ failed
 *
 * Steps may be missing, none is taken back; between on and paused the line's newest word counts.
 */
export function applyRecordingFact(known: RecordingStanding, { at, state }: RecordingFact): RecordingStanding {
  const ahead = progress[state] - progress[known.state]
  if (ahead < 0 || (ahead === 0 && (progress[state] > 1 || at < known.since))) return known
  return { state, since: Math.max(known.since, at) }
}

/** Whether the line may still be recording, or paused. */
export function isRecordingLive({ state }: Pick<RecordingStanding, 'state'>): boolean {
  return progress[state] < 2
}
