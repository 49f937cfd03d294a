import type { LineAnswer, LineCommand, LineEvent, RecordingSound } from '#central/telephony/adapter.ts'
import type { Clock } from '#shared/domain/clock.ts'
import type { Delivery } from './delivery.ts'
import { type Gap, makeSound } from './make-sound.ts'

type RecordCommand = Extract<LineCommand, { op: 'record' }>
type RecordingEvent = Extract<LineEvent, { type: 'recording' }>
type SimulatedRecording = {
  kind: 'call' | 'message'
  /** null: the words before a message's beep are still being said */
  startedAt: number | null
  version: number
  told: RecordingEvent
  gaps: Gap[]
}

const wanted = { start: 'on', pause: 'paused', resume: 'on', stop: 'stopped' } as const
const over: readonly RecordingEvent['state'][] = ['ready', 'failed']

/** So many recordings are remembered after their calls; a real network keeps them all. */
const REMEMBERED = 1_000

/** As a real network keeps nothing that is shorter. */
const LEAST_MESSAGE_MS = 1_000

/** What the simulated network records: whole calls, one each, and messages. Every change is reported. */
export function createRecordings({ clock, delivery }: { clock: Clock; delivery: Delivery }) {
  const byId = new Map<string, SimulatedRecording>()

  function move(recording: SimulatedRecording, state: RecordingEvent['state']): void {
    const { told, gaps } = recording
    const now = recordedMs(recording)
    const gap = gaps.at(-1)
    if (told.state === 'paused' && gap) gap.untilMs = now
    if (state === 'paused') gaps.push({ fromMs: now, untilMs: Number.POSITIVE_INFINITY })
    recording.version += 1
    const durationMs = state === 'stopped' ? now : told.durationMs
    const key = `${told.vendorId}:${recording.version}`
    recording.told = { ...told, state, durationMs, at: clock.now(), key }
    delivery.send(recording.told)
  }

  const recordedMs = ({ startedAt }: SimulatedRecording) => (startedAt === null ? 0 : clock.now() - startedAt)

  function stop(recording: SimulatedRecording): void {
    const isEmpty = recording.kind === 'message' && recordedMs(recording) < LEAST_MESSAGE_MS
    for (const state of isEmpty ? (['failed'] as const) : (['stopped', 'ready'] as const)) move(recording, state)
  }

  function remember(ids: Pick<RecordCommand, 'callId' | 'recordingId'>, kind: SimulatedRecording['kind']) {
    const { callId, recordingId } = ids
    const vendorId = `sim-rec-${recordingId}`
    const fact = { type: 'recording' as const, state: 'on' as const, callId, recordingId, vendorId }
    const told = { ...fact, at: clock.now(), key: `${vendorId}:0`, durationMs: null, sizeBytes: null }
    const recording: SimulatedRecording = { kind, startedAt: null, version: 0, told, gaps: [] }
    byId.set(recordingId, recording)
    const [oldest] = byId.keys()
    if (byId.size > REMEMBERED && oldest !== undefined) byId.delete(oldest)
    return recording
  }

  function begin(recording: SimulatedRecording): void {
    recording.startedAt = clock.now()
    recording.told = { ...recording.told, at: clock.now() }
    delivery.send(recording.told)
  }

  const listOf = (callId: string) => [...byId.values()].filter(({ told }) => told.callId === callId)

  return {
    carryOut(command: RecordCommand): LineAnswer {
      const recording = byId.get(command.recordingId)
      if (!recording) {
        const other = listOf(command.callId).some(({ kind }) => kind === 'call')
        if (command.act !== 'start' || other) return { ok: false, code: 'wrong_state' }
        begin(remember(command, 'call'))
        return { ok: true }
      }
      const { state } = recording.told
      const isOver = over.includes(state)
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
    /** A message's words begin; false: they were said before, or are being said. */
    announce(ids: Pick<RecordCommand, 'callId' | 'recordingId'>): boolean {
      if (byId.has(ids.recordingId)) return false
      remember(ids, 'message')
      return true
    },
    /** the beep: what is said from here on is the message */
    beep(recordingId: string): void {
      const recording = byId.get(recordingId)
      if (recording) begin(recording)
    },
    fetch(recordingId: string): RecordingSound {
      const recording = byId.get(recordingId)
      const durationMs = recording?.told.durationMs ?? null
      if (!recording || durationMs === null) return { ok: false, code: 'gone' }
      return { ok: true, wav: makeSound(durationMs, recording) }
    },
    forget(recordingId: string): void {
      byId.delete(recordingId)
    },
    /** the customer's leg is no more */
    end(callId: string): void {
      for (const recording of listOf(callId)) if (!over.includes(recording.told.state)) stop(recording)
    },
  }
}
