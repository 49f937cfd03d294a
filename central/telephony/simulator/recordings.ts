import type { LineAnswer, LineCommand, LineEvent, RecordingSound } from '#central/telephony/adapter.ts'
import type { Clock } from '#shared/domain/clock.ts'
import type { Delivery } from './delivery.ts'
import { type Gap, makeSound } from './make-sound.ts'

type RecordCommand = Extract<LineCommand, { op: 'record' }>
type RecordingEvent = Extract<LineEvent, { type: 'recording' }>
type SimulatedRecording = { startedAt: number; version: number; told: RecordingEvent; gaps: Gap[] }

const wanted = { start: 'on', pause: 'paused', resume: 'on', stop: 'stopped' } as const

/** So many recordings are remembered after their calls; a real network keeps them all. */
const REMEMBERED = 1_000

/** What the simulated network records, one recording a call. Every change is reported. */
export function createRecordings({ clock, delivery }: { clock: Clock; delivery: Delivery }) {
  const byCall = new Map<string, SimulatedRecording>()

  function move(recording: SimulatedRecording, state: RecordingEvent['state']): void {
    const { startedAt, told, gaps } = recording
    const now = clock.now() - startedAt
    const gap = gaps.at(-1)
    if (told.state === 'paused' && gap) gap.untilMs = now
    if (state === 'paused') gaps.push({ fromMs: now, untilMs: Number.POSITIVE_INFINITY })
    recording.version += 1
    const durationMs = state === 'stopped' ? now : told.durationMs
    const key = `${told.vendorId}:${recording.version}`
    recording.told = { ...told, state, durationMs, at: clock.now(), key }
    delivery.send(recording.told)
  }

  function stop(recording: SimulatedRecording): void {
    move(recording, 'stopped')
    move(recording, 'ready')
  }

  function begin({ callId, recordingId }: RecordCommand): void {
    const vendorId = `sim-rec-${recordingId}`
    const ids = { callId, recordingId, vendorId, at: clock.now(), key: `${vendorId}:0` }
    const told = { type: 'recording' as const, state: 'on' as const, ...ids, durationMs: null, sizeBytes: null }
    byCall.set(callId, { startedAt: clock.now(), version: 0, told, gaps: [] })
    const [oldest] = byCall.keys()
    if (byCall.size > REMEMBERED && oldest !== undefined) byCall.delete(oldest)
    delivery.send(told)
  }

  return {
    carryOut(command: RecordCommand): LineAnswer {
      const recording = byCall.get(command.callId)
      if (!recording && command.act === 'start') {
        begin(command)
        return { ok: true }
      }
      if (recording?.told.recordingId !== command.recordingId) return { ok: false, code: 'wrong_state' }
      const { state } = recording.told
      const isOver = state === 'ready'
      // begun is begun, though it is paused since; what is over is told again to who asks for its end
      if (state === wanted[command.act] || command.act === 'start' || (isOver && command.act === 'stop')) {
        delivery.send(recording.told)
        return { ok: true, repeated: true }
      }
      if (isOver) return { ok: false, code: 'wrong_state' }
      if (command.act === 'stop') stop(recording)
      else move(recording, wanted[command.act])
      return { ok: true }
    },
    fetch(callId: string): RecordingSound {
      const recording = byCall.get(callId)
      const durationMs = recording?.told.durationMs ?? null
      if (!recording || durationMs === null) return { ok: false, code: 'gone' }
      return { ok: true, wav: makeSound(durationMs, recording.gaps) }
    },
    forget(callId: string): void {
      byCall.delete(callId)
    },
    /** the customer's leg is no more */
    end(callId: string): void {
      const recording = byCall.get(callId)
      if (recording && recording.told.state !== 'ready') stop(recording)
    },
  }
}
