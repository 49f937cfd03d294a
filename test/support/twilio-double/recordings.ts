import { writeWavHeader } from '#shared/domain/sound/wav.ts'
import { describeTime } from './model.ts'
import type { PostOffice } from './post-office.ts'

export type Recording = {
  sid: string
  callSid: string
  status: 'in-progress' | 'paused' | 'stopped' | 'completed'
  startedAt: number
  endedAt: number | null
  callback: { url: string; events: readonly string[] } | null
  source: 'StartCallRecordingAPI' | 'RecordVerb'
}
type Callback = Recording['callback']

const RATE = 8_000

/** What the exchange has recorded: dual channels, told by callbacks, its sound there when it is completed. */
export function createRecordings(parts: {
  accountSid: string
  office: PostOffice
  now(): number
  newSid(prefix: string): string
}) {
  const { accountSid, office, now, newSid } = parts
  const all: Recording[] = []

  const secondsOf = ({ startedAt, endedAt }: Recording) =>
    Math.max(1, Math.round(((endedAt ?? now()) - startedAt) / 1_000))
  function tell(recording: Recording): void {
    const { sid, callSid, status, callback, startedAt, source } = recording
    if (!callback?.events.includes(status)) return
    office.post(callback.url, {
      ...{ AccountSid: accountSid, CallSid: callSid, RecordingSid: sid, RecordingStatus: status },
      ...{
        RecordingStartTime: describeTime(startedAt),
        RecordingChannels: source === 'RecordVerb' ? '1' : '2',
        RecordingSource: source,
      },
      ...(status === 'completed' ? { RecordingDuration: String(secondsOf(recording)) } : {}),
    })
  }
  function complete(recording: Recording): void {
    if (recording.status === 'completed') return
    recording.endedAt ??= now()
    recording.status = 'completed'
    tell(recording)
  }

  return {
    all,
    secondsOf,
    begin(callSid: string, callback: Callback, source: Recording['source'] = 'StartCallRecordingAPI'): Recording {
      const recording: Recording = {
        ...{ sid: newSid('RE'), callSid, status: 'in-progress', startedAt: now(), endedAt: null, callback, source },
      }
      all.push(recording)
      tell(recording)
      return recording
    },
    /** by its id, or the one under way; undefined: there is none */
    find: (callSid: string, name: string): Recording | undefined =>
      all.findLast(
        (one) => one.callSid === callSid && (name === 'Twilio.CURRENT' ? one.endedAt === null : one.sid === name),
      ),
    complete,
    change(recording: Recording, status: 'in-progress' | 'paused' | 'stopped'): void {
      if (status === 'stopped') complete(recording)
      else recording.status = status
    },
    /** its call is over */
    end(callSid: string): void {
      for (const recording of all) if (recording.callSid === callSid) complete(recording)
    },
    /** false: there is no such */
    forget(sid: string): boolean {
      const index = all.findIndex((one) => one.sid === sid)
      if (index >= 0) all.splice(index, 1)
      return index >= 0
    },
    sound(recording: Recording): Buffer {
      const channels = recording.source === 'RecordVerb' ? 1 : 2
      const dataBytes = 2 * channels * RATE * secondsOf(recording)
      return Buffer.concat([writeWavHeader({ channels, rate: RATE, dataBytes }), Buffer.alloc(dataBytes)])
    },
  }
}
