import { z } from 'zod'
import { RecordingId } from '../ids.ts'
import { DurationMs, EpochMs } from '../scalars.ts'

/**
 * A recording to be played. `levels`: base64, for each 250 ms the loudest of the customer and of what they heard, 0–255
 * each. `gaps`: what was paused, in ms from the beginning; until null: to the end.
 */
export const RecordingView = z.strictObject({
  recordingId: RecordingId,
  startedAt: EpochMs,
  durationMs: DurationMs,
  levels: z.base64().max(1_000_000),
  gaps: z.array(z.tuple([z.int().min(0), z.int().min(0).nullable()])).max(1_000),
})
export type RecordingView = z.infer<typeof RecordingView>
