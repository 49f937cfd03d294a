import type { LineAnswer, LineCommand, LineEvent } from '#central/telephony/adapter.ts'
import type { Clock } from '#shared/domain/clock.ts'
import type { Delivery } from './delivery.ts'

type RecordCommand = Extract<LineCommand, { op: 'record' }>
type RecordingEvent = Extract<LineEvent, { type: 'recording' }>
type SimulatedRecording = { startedAt: number; version: number; told: RecordingEvent }

const wanted = { start: 'on', pause: 'paused', resume: 'on', stop: 'stopped' } as const

/** What the simulated network records, one recording a call. Every change is reported; there is no sound in it. */
export function createRecordings({ clock, delivery }: { clock: Clock; delivery: Delivery }) {
  const byCall = new Map<string, SimulatedRecording>()

  function move(recording: SimulatedRecording, state: RecordingEvent['state']): void {
    const { startedAt, told } = recording
    recording.version += 1
    const durationMs = state === 'stopped' ? clock.now() - startedAt : null
    const key = `${told.vendorId}:${recording.version}`
    recording.told = { ...told, state, durationMs, at: clock.now(), key }
    delivery.send(recording.told)
  }

  function begin({ callId, recordingId }: RecordCommand): void {
    const vendorId = `sim-rec-${recordingId}`
    const ids = { callId, recordingId, vendorId, at: clock.now(), key: `${vendorId}:0` }
    const told = { type: 'recording' as const, state: 'on' as const, ...ids, durationMs: null, sizeBytes: null }
    byCall.set(callId, { startedAt: clock.now(), version: 0, told })
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
      // begun is begun, though it is paused since
      if (state === wanted[command.act] || command.act === 'start') {
        delivery.send(recording.told)
        return { ok: true, repeated: true }
      }
      if (state === 'stopped') return { ok: false, code: 'wrong_state' }
      move(recording, wanted[command.act])
      return { ok: true }
    },
    /** the customer's leg is no more */
    end(callId: string): void {
      const recording = byCall.get(callId)
      if (recording && recording.told.state !== 'stopped') move(recording, 'stopped')
      byCall.delete(callId)
    },
  }
}
