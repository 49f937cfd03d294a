import { z } from 'zod'

/** Who pauses oftener than this has the rest unmarked: it is silent all the same. */
const MOST_GAPS = 1_000

/** Parts of a recording that were paused, in ms from its beginning; `until` null: to its end. Oldest first. */
export const RecordingGaps = z.array(z.tuple([z.int().min(0), z.int().min(0).nullable()])).max(MOST_GAPS)
export type RecordingGaps = z.infer<typeof RecordingGaps>

type State = 'starting' | 'on' | 'paused' | 'stopped' | 'ready' | 'failed'

/** The gaps after a recording went from one state to the next, `atMs` from its beginning. */
export function moveGaps(gaps: RecordingGaps, change: { from: State; to: State; atMs: number }): RecordingGaps {
  const at = Math.max(0, Math.round(change.atMs))
  const last = gaps.at(-1)
  if (change.to === 'paused' && change.from !== 'paused')
    return [...gaps, [at, null] as [number, null]].slice(0, MOST_GAPS)
  if (change.from === 'paused' && change.to === 'on' && last)
    return [...gaps.slice(0, -1), [last[0], Math.max(at, last[0])]]
  return gaps
}
