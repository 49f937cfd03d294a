import { RecordingId } from '#shared/protocol/ids.ts'
import type { AsteriskLine } from './asterisk-line.ts'
import { type AsteriskRecording, makeRecording, tellRecording, tellStored } from './record-call.ts'
import { readMessageName, readRecordingName, sides } from './recording-names.ts'
import { takeInMessageEvent } from './take-in-message.ts'
import type { LineLook } from './take-snapshot.ts'
import type { AriEvent } from './wire.ts'

type RecordingEvent = Extract<AriEvent, { recording: unknown }>

/** One side's file has begun, is whole, or came to nothing. A recording is what both its sides are. */
export function takeInRecordingEvent(line: AsteriskLine, event: RecordingEvent): void {
  const message = readMessageName(event.recording.name)
  if (message !== null) {
    takeInMessageEvent(line, event, message)
    return
  }
  const named = readRecordingName(event.recording.name)
  const recording = named && line.recordings.get(named.recordingId)
  if (!named || !recording) return
  line.lastAt = Math.max(line.reading.readTime(event.timestamp), line.lastAt + 1)
  const { recordingId } = recording
  switch (event.type) {
    case 'RecordingStarted':
      recording.isOn.add(named.side)
      if (recording.isOn.size === sides.length) tellRecording(line, recording, 'on')
      return
    case 'RecordingFinished':
      recording.isOver.add(named.side)
      recording.durationMs = Math.max(recording.durationMs, (event.recording.duration ?? 0) * 1_000)
      if (recording.isOver.size === sides.length) finish(line, recording)
      return
    case 'RecordingFailed':
      line.recordings.delete(recordingId)
      tellRecording(line, recording, 'failed')
      line.dropRecording(recordingId)
      return
    default:
      event satisfies never
  }
}

function finish(line: AsteriskLine, recording: AsteriskRecording): void {
  const { recordingId } = recording
  line.recordings.delete(recordingId)
  tellRecording(line, recording, 'stopped')
  tellRecording(line, recording, 'ready')
  line.dropRecorders(recordingId)
}

/** What is recorded now, after nobody listened for a while; what is not any more has its files, or failed. */
export async function takeInRecordings(line: AsteriskLine, look: LineLook): Promise<void> {
  const there = new Map<string, AsteriskRecording>()
  for (const { recordingId, callId } of look.recordings) {
    const recording = line.recordings.get(recordingId) ?? makeRecording(RecordingId.parse(recordingId), callId)
    // whether both sides record is asked by who orders the start again
    there.set(recordingId, recording)
  }
  const gone = [...line.recordings.values()].filter(({ recordingId }) => !there.has(recordingId))
  line.recordings = there
  for (const recording of gone) {
    const stored = await tellStored(line, recording)
    if (!stored.ok) tellRecording(line, recording, 'failed')
  }
}
