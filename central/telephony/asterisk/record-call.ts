import { z } from 'zod'
import type { LineAnswer, LineCommand, LineEvent } from '#central/telephony/adapter.ts'
import type { CallId, RecordingId } from '#shared/protocol/ids.ts'
import { type AriFailure, answerFailure } from './ari-client.ts'
import { type AsteriskLine, findLeg, pathOf } from './asterisk-line.ts'
import { nameRecorder, nameRecording, type Side, sides } from './recording-names.ts'
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
}

export function makeRecording(recordingId: RecordingId, callId: CallId): AsteriskRecording {
  return { recordingId, callId, isOn: new Set(), isOver: new Set(), durationMs: 0 }
}

/**
 * Records what the customer says and what they hear, each in a file of its own, by channels that overhear their leg:
 * so it goes on whoever the agent is, has music where they were parked, and ends when they leave. A pause is Asterisk's
 * mute, which writes exact zeros: its pause would cut the time out, and the sides would drift apart.
 */
export async function recordCall(line: AsteriskLine, command: RecordCommand): Promise<LineAnswer> {
  const recording = line.recordings.get(command.recordingId)
  if (command.act === 'start') return recording ? repeatStart(line, recording) : begin(line, command)
  if (!recording) return command.act === 'stop' ? tellStored(line, command) : { ok: false, code: 'wrong_state' }
  switch (command.act) {
    case 'pause':
      return pause(line, recording)
    case 'resume':
      return (await change(line, recording, 'unmute')) ?? tellNow(line, recording, 'on')
    case 'stop':
      // told by Asterisk when the files are whole
      return (await change(line, recording, 'stop')) ?? { ok: true }
    default:
      return command.act satisfies never
  }
}

async function begin(line: AsteriskLine, { callId, legId, recordingId }: RecordCommand): Promise<LineAnswer> {
  const leg = findLeg(line, legId)
  if (!leg || leg.callId !== callId) return { ok: false, code: 'gone' }
  const recording = makeRecording(recordingId, callId)
  line.recordings.set(recordingId, recording)
  for (const side of sides) {
    const refused = await beginSide(line, pathOf(leg), recording, side)
    if (!refused) continue
    line.recordings.delete(recordingId)
    await discard(line, recordingId)
    return refused
  }
  return { ok: true }
}

async function beginSide(
  line: AsteriskLine,
  path: string,
  { recordingId, callId }: AsteriskRecording,
  side: Side,
): Promise<LineAnswer | null> {
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
  return begun.ok || begun.status === 409 ? null : answerFailure(begun)
}

/** Begun is begun: it is told again, if Asterisk has told that it records. */
async function repeatStart(line: AsteriskLine, recording: AsteriskRecording): Promise<LineAnswer> {
  if (recording.isOn.size === sides.length) await tellNow(line, recording, 'on')
  return { ok: true, repeated: true }
}

/** Of half a pause nobody is told: what was silenced goes on. */
async function pause(line: AsteriskLine, recording: AsteriskRecording): Promise<LineAnswer> {
  const refused = await change(line, recording, 'mute')
  if (!refused) return tellNow(line, recording, 'paused')
  await change(line, recording, 'unmute')
  return refused
}

async function change(
  line: AsteriskLine,
  { recordingId }: AsteriskRecording,
  act: 'mute' | 'unmute' | 'stop',
): Promise<LineAnswer | null> {
  let failed: AriFailure | null = null
  for (const side of sides) {
    const path = `/recordings/live/${encodeURIComponent(nameRecording(recordingId, side))}`
    const done = await (act === 'unmute'
      ? line.ari.delete(`${path}/mute`)
      : line.ari.post(`${path}/${act === 'mute' ? 'mute' : 'stop'}`))
    if (!done.ok) failed = done
  }
  if (!failed) return null
  return failed.status === 404 ? { ok: false, code: 'wrong_state' } : answerFailure(failed)
}

/** ARI reports no mute of a recording: what was answered is told as done, at Asterisk's time. */
async function tellNow(line: AsteriskLine, recording: AsteriskRecording, state: State): Promise<LineAnswer> {
  const { timestamp } = await line.ari.read('/asterisk/ping', Ping)
  line.lastAt = Math.max(line.reading.readTime(timestamp), line.lastAt + 1)
  tellRecording(line, recording, state)
  return { ok: true }
}

export function tellRecording(line: AsteriskLine, recording: AsteriskRecording, state: State): void {
  const { recordingId, callId, durationMs } = recording
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
  for (const side of sides) {
    const name = nameRecording(recordingId, side)
    const found = await line.ari.find(`/recordings/stored/${encodeURIComponent(name)}`, Stored)
    if (!found) return { ok: false, code: 'wrong_state', detail: 'no such recording' }
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
