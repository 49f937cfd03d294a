import { z } from 'zod'
import type { LineAnswer, LineCommand, LineEvent, LineLeg } from '#central/telephony/adapter.ts'
import type { CallId, RecordingId } from '#shared/protocol/ids.ts'
import { answerFailure } from './ari-client.ts'
import { type AsteriskLine, pathOf } from './asterisk-line.ts'
import { silence } from './move-leg.ts'
import { nameMessage } from './recording-names.ts'
import { sayWords } from './say-words.ts'

type State = Extract<LineEvent, { type: 'recording' }>['state']

/** A message that Asterisk is taking. `hasSpoken`: a voice was heard; a process that came later takes it so. */
export type AsteriskMessage = { recordingId: RecordingId; callId: CallId; channelId: string; hasSpoken: boolean }

/** Asterisk has no voice: the site's own words, else those that come with it. Without either there is the tone. */
const words = ['sound:ringdesk-message', 'sound:vm-intro'] as const
/** Who says nothing for so long has said everything. */
const SILENT_S = 5
const Known = z.object({ name: z.string() })

/**
 * The words, a beep, and what the caller then says, until they hang up, press #, or say nothing any more. Answered when
 * the words are over, so that a central that dies meanwhile asks again.
 */
export async function takeMessage(
  line: AsteriskLine,
  leg: LineLeg,
  { recordingId, callId, sound, maxMs }: Extract<LineCommand, { op: 'take-message' }>,
): Promise<LineAnswer> {
  if (leg.role !== 'customer' || sound.kind !== 'say') return { ok: false, code: 'unsupported' }
  const name = nameMessage(recordingId)
  // begun by a process that did not live to know it
  if (await line.ari.find(`/recordings/live/${name}`, Known)) return { ok: true, repeated: true }
  if ((await tellStoredMessage(line, { recordingId, callId })).ok) return { ok: true, repeated: true }
  await silence(line, leg)
  const path = pathOf(leg)
  const isHeard = () => line.legs.has(leg.vendorId)
  const said = await sayWords(line, path, { id: name, media: words, language: sound.language, isHeard })
  // where there are no words there is the tone
  if (typeof said === 'object') return said
  const heeded = await line.ari.post(`${path}/variable`, { variable: 'TALK_DETECT(set)', value: '' })
  if (!heeded.ok) return answerFailure(heeded)
  line.messages.set(recordingId, { recordingId, callId, channelId: leg.vendorId, hasSpoken: false })
  const begun = await line.ari.post(`${path}/record`, {
    ...{ name, format: 'wav', ifExists: 'fail', beep: 'true', terminateOn: '#' },
    ...{ maxSilenceSeconds: SILENT_S, maxDurationSeconds: Math.ceil(maxMs / 1_000) },
  })
  if (begun.ok) return { ok: true }
  line.messages.delete(recordingId)
  return answerFailure(begun)
}

/** A message of which nothing more was told: its file is there or it is not. */
export async function tellStoredMessage(
  line: AsteriskLine,
  { recordingId, callId }: Pick<AsteriskMessage, 'recordingId' | 'callId'>,
): Promise<LineAnswer> {
  if (!(await line.ari.find(`/recordings/stored/${nameMessage(recordingId)}`, Known))) {
    return { ok: false, code: 'wrong_state', detail: 'no such message' }
  }
  line.lastAt += 1
  for (const state of ['stopped', 'ready'] as const) tellMessage(line, { recordingId, callId }, state, null)
  return { ok: true, repeated: true }
}

export function tellMessage(
  line: AsteriskLine,
  { recordingId, callId }: Pick<AsteriskMessage, 'recordingId' | 'callId'>,
  state: State,
  durationMs: number | null,
): void {
  const at = line.lastAt
  line.emit({
    ...{ type: 'recording', at, key: `${recordingId}:${state}:${at}`, callId, recordingId, state },
    ...{ vendorId: recordingId, durationMs, sizeBytes: null },
  })
}
