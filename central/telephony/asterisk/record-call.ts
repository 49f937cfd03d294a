import { z } from 'zod'
import type { LineAnswer, LineCommand, LineEvent } from '#central/telephony/adapter.ts'
import type { CallId, RecordingId } from '#shared/protocol/ids.ts'
import { type AriFailure, answerFailure } from './ari-client.ts'
import { type AsteriskLine, findLeg, pathOf } from './asterisk-line.ts'
import { nameRecorder, nameRecording, type Side, sides } from './recording-names.ts'
import { tellStoredMessage } from './take-message.ts'
import { Ping } from './wire.ts'

export type RecordCommand = Extract<LineCommand, { op: 'record' }>
type State = Extract<LineEvent, { type: 'recording' }>['state']

/** A recording that Asterisk is making; `durationMs`: of the sides that are over. */
export type AsteriskRecording = {
  recordingId: RecordingId
  callId: CallId
  isOn: Set<Side>
  isOver: Set<Side>
  durationMs: number
  /** null: not yet, or by a process that is gone */
  told: 'on' | 'paused' | null
}

export function makeRecording(recordingId: RecordingId, callId: CallId): AsteriskRecording {
  return { recordingId, callId, isOn: new Set(), isOver: new Set(), durationMs: 0, told: null }
}

/**
 * Records what the customer says and what they hear, each in a file of its own, by channels that overhear their leg:
 * so it goes on whoever the agent is, has music where they were parked, and ends when they leave. A pause is Asterisk's
 * mute, which writes exact zeros: its pause would cut the time out, and the sides would drift apart.
 */
export async function recordCall(line: AsteriskLine, command: RecordCommand): Promise<LineAnswer> {
  if (command.purpose === 'message') return tellStoredMessage(line, command)
  if (command.act === 'start') return begin(line, command)
  const recording = line.recordings.get(command.recordingId)
  if (!recording) return command.act === 'stop' ? tellStored(line, command) : { ok: false, code: 'wrong_state' }
  switch (command.act) {
    case 'pause':
      return pause(line, recording)
    case 'resume':
      return resume(line, recording)
    case 'stop':
      return stop(line, recording)
    default:
      return command.act satisfies never
  }
}

/** Both sides are ordered, whichever is there already: begun is begun, and told again. */
async function begin(line: AsteriskLine, { callId, legId, recordingId }: RecordCommand): Promise<LineAnswer> {
  const leg = findLeg(line, legId)
  if (!leg || leg.callId !== callId) return { ok: false, code: 'gone' }
  const known = line.recordings.get(recordingId)
  const recording = known ?? makeRecording(recordingId, callId)
  line.recordings.set(recordingId, recording)
  for (const side of sides) {
    const refused = await beginSide(line, pathOf(leg), recording, side)
    if (!refused) continue
    line.recordings.delete(recordingId)
    await discard(line, recordingId)
    return refused
  }
  if (!known) return { ok: true }
  if (recording.isOn.size === sides.length) tellAt(line, recording, 'on', await readNow(line))
  return { ok: true, repeated: true }
}

async function beginSide(
  line: AsteriskLine,
  path: string,
  recording: AsteriskRecording,
  side: Side,
): Promise<LineAnswer | null> {
  const { recordingId, callId } = recording
  const channel = nameRecorder(recordingId, side)
  const ready = line.waitForStasis(channel)
  const order = { spy: side, whisper: 'none', app: line.config.app, appArgs: 'record' }
  const made = await line.ari.post(`${path}/snoop/${encodeURIComponent(channel)}`, order)
  // 409: made by a process that did not live to go on
  if (!made.ok && made.status !== 409) return answerFailure(made)
  if (made.ok && !(await ready)) return { ok: false, code: 'vendor', detail: 'no channel to record by' }
  const own = `/channels/${encodeURIComponent(channel)}`
  // so that a later look knows whose recording this is
  const noted = await line.ari.post(`${own}/variable`, { variable: 'RINGDESK_CALL', value: callId })
  if (!noted.ok) return answerFailure(noted)
  const name = nameRecording(recordingId, side)
  const begun = await line.ari.post(`${own}/record`, { name, format: 'wav', ifExists: 'fail', terminateOn: 'none' })
  if (begun.ok) return null
  if (begun.status !== 409) return answerFailure(begun)
  recording.isOn.add(side)
  return null
}

/**
 * Of half a pause nobody is told: what was recorded goes on. Where it was paused already, or a restart has forgotten
 * what it was, what is silent stays so.
 */
async function pause(line: AsteriskLine, recording: AsteriskRecording): Promise<LineAnswer> {
  const at = await readNow(line)
  const refused = answerAny(await change(line, recording, 'mute'))
  if (!refused) return tellAt(line, recording, 'paused', at)
  if (recording.told === 'on') await change(line, recording, 'unmute')
  return refused
}

/** What is told as paused is silent, also when going on is refused by half. The time is read before: it may fail. */
async function resume(line: AsteriskLine, recording: AsteriskRecording): Promise<LineAnswer> {
  const at = await readNow(line)
  const refused = answerAny(await change(line, recording, 'unmute'))
  if (!refused) return tellAt(line, recording, 'on', at)
  await change(line, recording, 'mute')
  return refused
}

/** Told by Asterisk when the files are whole. What it does not record any more has ended without being told. */
async function stop(line: AsteriskLine, recording: AsteriskRecording): Promise<LineAnswer> {
  const failures = await change(line, recording, 'stop')
  if (failures.length < sides.length || failures.some(({ status }) => status !== 404)) {
    return answerAny(failures.filter(({ status }) => status !== 404)) ?? { ok: true }
  }
  line.recordings.delete(recording.recordingId)
  return tellStored(line, recording)
}

async function change(
  line: AsteriskLine,
  { recordingId }: AsteriskRecording,
  act: 'mute' | 'unmute' | 'stop',
): Promise<AriFailure[]> {
  const failures: AriFailure[] = []
  for (const side of sides) {
    const path = `/recordings/live/${encodeURIComponent(nameRecording(recordingId, side))}`
    const done = await (act === 'unmute'
      ? line.ari.delete(`${path}/mute`)
      : line.ari.post(`${path}/${act === 'mute' ? 'mute' : 'stop'}`))
    if (!done.ok) failures.push(done)
  }
  return failures
}

function answerAny([failure]: readonly AriFailure[]): LineAnswer | null {
  if (!failure) return null
  return failure.status === 404 ? { ok: false, code: 'wrong_state' } : answerFailure(failure)
}

/** Asterisk's time: ARI reports no mute of a recording, so what was answered is told as done at that. */
async function readNow(line: AsteriskLine): Promise<number> {
  const { timestamp } = await line.ari.read('/asterisk/ping', Ping)
  return line.reading.readTime(timestamp)
}

function tellAt(line: AsteriskLine, recording: AsteriskRecording, state: 'on' | 'paused', at: number): LineAnswer {
  line.lastAt = Math.max(at, line.lastAt + 1)
  tellRecording(line, recording, state)
  return { ok: true }
}

export function tellRecording(line: AsteriskLine, recording: AsteriskRecording, state: State): void {
  const { recordingId, callId, durationMs } = recording
  if (state === 'on' || state === 'paused') recording.told = state
  const isOver = state === 'stopped' || state === 'ready'
  line.emit({
    ...{
      type: 'recording',
      at: line.lastAt,
      key: `${recordingId}:${state}:${line.lastAt}`,
      callId,
      recordingId,
      state,
    },
    ...{ vendorId: recordingId, durationMs: isOver ? durationMs : null, sizeBytes: null },
  })
}

const Stored = z.object({ name: z.string() })

/** One that this process never saw: its end came while nobody listened, and its files are there or they are not. */
export async function tellStored(
  line: AsteriskLine,
  { recordingId, callId }: Pick<AsteriskRecording, 'recordingId' | 'callId'>,
): Promise<LineAnswer> {
  const found: string[] = []
  for (const side of sides) {
    const name = nameRecording(recordingId, side)
    if (await line.ari.find(`/recordings/stored/${encodeURIComponent(name)}`, Stored)) found.push(name)
  }
  if (found.length < sides.length) {
    if (found.length > 0) line.dropRecording(recordingId)
    return { ok: false, code: 'wrong_state', detail: 'no such recording' }
  }
  line.lastAt += 1
  const recording = makeRecording(recordingId, callId)
  for (const state of ['stopped', 'ready'] as const) tellRecording(line, recording, state)
  return { ok: true, repeated: true }
}

/** Of half a recording nothing is kept. */
export async function discard(line: AsteriskLine, recordingId: string): Promise<void> {
  for (const side of sides) {
    const name = encodeURIComponent(nameRecording(recordingId, side))
    await line.ari.delete(`/recordings/live/${name}`)
  }
  await endRecorders(line, recordingId)
  for (const side of sides)
    await line.ari.delete(`/recordings/stored/${encodeURIComponent(nameRecording(recordingId, side))}`)
}

export async function endRecorders(line: AsteriskLine, recordingId: string): Promise<void> {
  for (const side of sides) await line.ari.delete(`/channels/${encodeURIComponent(nameRecorder(recordingId, side))}`)
}
