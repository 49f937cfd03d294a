import type { LineAnswer, LineCommand, LineEvent } from '#central/telephony/adapter.ts'
import type { RecordingFields } from './callback-fields.ts'
import type { TwilioLeg } from './twilio-legs.ts'
import type { TwilioLine } from './twilio-line.ts'
import { answerFailure, isNotFound, isUnclear } from './vendor-failure.ts'

type RecordCommand = Extract<LineCommand, { op: 'record' }>
type Asked = Pick<RecordCommand, 'callId' | 'recordingId' | 'commandId' | 'purpose'>
type State = Extract<LineEvent, { type: 'recording' }>['state']
type Resource = { sid: string; status: string; duration: string | null; source: string }

/** The one recording of a call that is under way, whatever its id. */
const CURRENT = 'Twilio.CURRENT'
const over = new Set(['stopped', 'processing', 'completed', 'absent'])
const wanted = {
  pause: { status: 'paused', pauseBehavior: 'silence' },
  resume: { status: 'in-progress' },
  stop: { status: 'stopped' },
} as const

/**
 * The recording of the customer's call, each side on its own channel. Begun and over are told by Twilio's callbacks; a
 * pause by its answer, for it calls nobody back about that.
 */
export async function recordCall(line: TwilioLine, leg: TwilioLeg, command: RecordCommand): Promise<LineAnswer> {
  const { callSid } = leg
  if (callSid === null) return { ok: false, code: 'wrong_state', detail: 'not called yet' }
  if (command.act === 'start') return begin(line, callSid, command)
  if (command.act === 'stop' && leg.endedAt !== null) return tellWhatBecame(line, callSid, command)
  if (leg.endedAt !== null) return { ok: false, code: 'wrong_state' }
  const change = wanted[command.act]
  const changed = await line.ask.again(() => line.client.calls(callSid).recordings(CURRENT).update(change))
  if (!changed.ok) {
    // ended already, by a process that did not live to tell it
    if (command.act === 'stop' && isNotFound(changed.failure)) return tellWhatBecame(line, callSid, command)
    return isNotFound(changed.failure) ? { ok: false, code: 'wrong_state' } : answerFailure(changed.failure)
  }
  const state = { pause: 'paused', resume: 'on', stop: 'stopped' } as const
  await tell(line, command, { sid: changed.value.sid, state: state[command.act] })
  return { ok: true }
}

async function begin(line: TwilioLine, callSid: string, command: RecordCommand): Promise<LineAnswer> {
  // begun by a process that did not live to know it
  const known = await listRecordings(line, callSid, 'call')
  if (!known.ok) return answerFailure(known.failure)
  const running = known.value.find(({ status }) => !over.has(status))
  if (running) {
    await tell(line, command, { sid: running.sid, state: running.status === 'paused' ? 'paused' : 'on' })
    return { ok: true, repeated: true }
  }
  const begun = await line.ask.once(() =>
    line.client.calls(callSid).recordings.create({
      ...{ recordingChannels: 'dual', trim: 'do-not-trim' },
      recordingStatusCallback: line.urls.recording(command.callId, command.recordingId),
      recordingStatusCallbackEvent: ['in-progress', 'completed', 'absent'],
    }),
  )
  if (begun.ok) return { ok: true }
  // it may be running, with nobody told and nobody to end it: whoever asks again looks for it first
  if (isUnclear(begun.failure)) return { ok: false, code: 'busy', detail: 'no answer' }
  return answerFailure(begun.failure)
}

/** Of one that is over: its sound is there, or will be, or there is none. */
export async function tellWhatBecame(line: TwilioLine, callSid: string, command: Asked): Promise<LineAnswer> {
  const known = await listRecordings(line, callSid, command.purpose ?? 'call')
  if (!known.ok) return answerFailure(known.failure)
  const [newest] = known.value
  if (!newest || newest.status === 'absent') return { ok: false, code: 'wrong_state', detail: 'no such recording' }
  const state = newest.status === 'completed' ? 'ready' : 'stopped'
  await tell(line, command, { sid: newest.sid, state, seconds: newest.duration })
  return { ok: true, repeated: true }
}

/** What Twilio has recorded of a call, the newest first: whole conversations, or messages that were asked for. */
export async function listRecordings(line: TwilioLine, callSid: string, purpose: 'call' | 'message') {
  const listed = await line.ask.again<Resource[]>(() => line.client.calls(callSid).recordings.list({ limit: 20 }))
  const isMessage = ({ source }: Resource) => source === 'RecordVerb'
  return listed.ok
    ? { ...listed, value: listed.value.filter((one) => isMessage(one) === (purpose === 'message')) }
    : listed
}

type Told = { sid: string; state: State; seconds?: string | null; at?: number; key?: string }

async function tell(
  line: TwilioLine,
  { callId, recordingId, commandId }: Pick<RecordCommand, 'callId' | 'recordingId'> & { commandId: string },
  { sid, state, seconds = null, at = line.clock.now(), key = `${sid}:${state}:${commandId}` }: Told,
): Promise<void> {
  const durationMs = seconds === null || !/^\d+$/.test(seconds) ? null : Number(seconds) * 1_000
  await line.emit({
    ...{ type: 'recording', at, key, callId, recordingId, state, vendorId: sid, durationMs, sizeBytes: null },
  })
}

const states: Partial<Record<string, State>> = { 'in-progress': 'on', completed: 'ready', absent: 'failed' }

/** Twilio tells that it records, that the sound is there, or that there was none. */
export async function takeRecordingStatus(
  line: TwilioLine,
  fields: RecordingFields,
  about: Pick<RecordCommand, 'callId' | 'recordingId'>,
): Promise<void> {
  const { RecordingSid: sid, RecordingStatus: status, RecordingDuration: seconds = null } = fields
  const state = states[status]
  if (!state) return
  // it may come after a pause: when it began is what counts
  const begunAt = Date.parse(fields.RecordingStartTime ?? '')
  const at = state === 'on' && !Number.isNaN(begunAt) ? begunAt : line.clock.now()
  await tell(line, { ...about, commandId: '' }, { sid, state, seconds, at, key: `${sid}:${status}` })
}
