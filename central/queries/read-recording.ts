import { findStored, mayHear } from '#central/recordings/stored-rows.ts'
import { RecordingGaps } from '#shared/domain/call/recording-gaps.ts'
import { scopeOf } from '#shared/domain/rights.ts'
import type { Answer } from './asker.ts'

/** What a player draws of a recording; null for who may not hear it, as for one that is not there. */
export const readRecording: Answer<'recording.get'> = async ({ db, userId, role }, { recordingId }) => {
  const stored = await findStored(db, recordingId, userId)
  if (!stored || !mayHear(scopeOf(role, 'recording.play'), userId, stored)) return { recording: null }
  const { started_at: startedAt, duration_ms: durationMs, gaps, levels } = stored
  return {
    recording: {
      ...{ recordingId, startedAt, durationMs: durationMs ?? 0, levels: levels ?? '' },
      gaps: RecordingGaps.parse(JSON.parse(gaps)),
    },
  }
}
