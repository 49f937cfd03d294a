import { RecordingId } from '#shared/protocol/ids.ts'
import type { AsteriskLine } from './asterisk-line.ts'
import { nameMessage } from './recording-names.ts'
import { type AsteriskMessage, tellMessage } from './take-message.ts'
import type { AriEvent } from './wire.ts'

type RecordingEvent = Extract<AriEvent, { recording: unknown }>

/** A message has begun, or is over: then its caller is let go, and what is silent is thrown away. */
export function takeInMessageEvent(line: AsteriskLine, event: RecordingEvent, recordingId: string): void {
  const message = line.messages.get(recordingId) ?? findByChannel(line, event, recordingId)
  if (!message) return
  line.lastAt = Math.max(line.reading.readTime(event.timestamp), line.lastAt + 1)
  if (event.type === 'RecordingStarted') {
    tellMessage(line, message, 'on', null)
    return
  }
  line.messages.delete(recordingId)
  // in whole seconds; of none there is no file
  const seconds = event.type === 'RecordingFinished' && message.hasSpoken ? (event.recording.duration ?? 0) : 0
  if (seconds > 0) {
    for (const state of ['stopped', 'ready'] as const) tellMessage(line, message, state, seconds * 1_000)
  } else {
    tellMessage(line, message, 'failed', null)
    void line.ari.delete(`/recordings/stored/${nameMessage(recordingId)}`)
  }
  void line.ari.delete(`/channels/${encodeURIComponent(message.channelId)}`)
}

/** One that a process before this began: whose it is says the channel that is recorded. */
function findByChannel(line: AsteriskLine, event: RecordingEvent, recordingId: string): AsteriskMessage | null {
  const channelId = /^channel:(.+)$/.exec(event.recording.target_uri ?? '')?.[1]
  const leg = channelId === undefined ? undefined : line.legs.get(channelId)
  if (!leg) return null
  const { callId, vendorId } = leg
  return { recordingId: RecordingId.parse(recordingId), callId, channelId: vendorId, hasSpoken: true }
}
