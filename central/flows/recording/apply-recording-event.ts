import { type CallRow, lockCall } from '#central/calls/call-rows.ts'
import { annotateLineFact, recordLineFact } from '#central/calls/line-facts.ts'
import { findRecording, type RecordingRow, toRecording, updateRecording } from '#central/calls/recording-rows.ts'
import type { Flow } from '#central/flows/run-flow.ts'
import { leaveVoicemail } from '#central/flows/voicemail/leave-voicemail.ts'
import type { LineEvent } from '#central/telephony/adapter.ts'
import { applyRecordingFact, isRecordingLive } from '#shared/domain/call/recording-fact.ts'
import { moveGaps, RecordingGaps } from '#shared/domain/call/recording-gaps.ts'
import { stopRecording } from './stop-recording.ts'
import { tellRecording } from './tell-recording.ts'

export type RecordingEvent = Extract<LineEvent, { type: 'recording' }>

/** Takes in what a line says of a recording, in whatever order and however often. Of one that is not ours: a note. */
export async function applyRecordingEvent(flow: Flow, provider: string, event: RecordingEvent): Promise<void> {
  const { tx, now } = flow
  const { key, callId, note = null } = event
  const fact = { provider, key, callId, kind: `recording.${event.state}`, note, now }
  if (!(await recordLineFact(tx, fact))) return
  const call = await lockCall(tx, callId)
  const recording = call?.provider === provider ? await findRecording(tx, callId, event.recordingId) : null
  if (!call || !recording) return annotateLineFact(tx, fact, 'unknown_recording')
  // we gave it up before the line had said a word of it: now it does, and its word counts
  const isRevived = recording.state === 'failed' && recording.vendor_id === null && event.state !== 'failed'
  const state = isRevived ? 'starting' : recording.state
  const after = applyRecordingFact({ state, since: recording.since }, event)
  const isDone = !isRecordingLive(after) || after.state === recording.asked
  const begunAt = recording.begun_at ?? (isRecordingLive(after) ? after.since : null)
  const gaps = moveGaps(RecordingGaps.parse(JSON.parse(recording.gaps)), {
    ...{ from: state, to: after.state, atMs: after.since - (begunAt ?? after.since) },
  })
  const saved = await updateRecording(tx, recording, {
    ...after,
    begun_at: begunAt,
    gaps: JSON.stringify(gaps),
    asked: isDone ? null : recording.asked,
    vendor_id: event.vendorId,
    duration_ms: event.durationMs ?? recording.duration_ms,
    size_bytes: event.sizeBytes ?? recording.size_bytes,
  })
  if (saved.state === recording.state && saved.asked === recording.asked) return
  if (saved.purpose === 'call') {
    if (isRevived) return dropRevived(flow, call, saved)
    // of a call that goes on, that its sound is there too is nothing new to a desk
    if (toRecording(saved).state !== toRecording(recording).state) await tellRecording(flow, call, saved)
    return
  }
  if (saved.state === 'ready') await leaveVoicemail(flow, call, saved)
}

/**
 * A recording that desks were told is not made, and is: what was said believing that must not be kept. The line ends it,
 * and its sound is erased.
 */
async function dropRevived(flow: Flow, call: CallRow, recording: RecordingRow): Promise<void> {
  const { log } = flow.context
  log.warn({ callId: call.id, recordingId: recording.id }, 'a line records what it was thought not to: it is discarded')
  await updateRecording(flow.tx, recording, { discarded_at: flow.now, try_at: flow.now })
  if (isRecordingLive(recording)) await stopRecording(flow, recording)
}
