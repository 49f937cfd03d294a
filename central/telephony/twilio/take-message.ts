import type { LineAnswer, LineCommand } from '#central/telephony/adapter.ts'
import { readSpeech, sendTwiml } from './move-leg.ts'
import type { BoundLeg } from './participants.ts'
import { listRecordings, tellWhatBecame } from './record-call.ts'
import type { TwilioLine } from './twilio-line.ts'
import { takeMessage } from './twiml.ts'
import { answerFailure } from './vendor-failure.ts'

/** Twilio says the words and records by itself; a message that was begun before is not asked for again. */
export async function takeMessageFrom(
  line: TwilioLine,
  leg: BoundLeg,
  command: Extract<LineCommand, { op: 'take-message' }>,
): Promise<LineAnswer> {
  const speech = readSpeech(command.sound)
  if (speech === null || leg.role !== 'customer') return { ok: false, code: 'unsupported' }
  const known = await listRecordings(line, leg.callSid, 'message')
  if (!known.ok) return answerFailure(known.failure)
  if (known.value.length === 0) return sendTwiml(line, leg, takeMessage(line.urls, speech, command))
  // begun by a process that did not live to know it
  return tellWhatBecame(line, leg.callSid, { ...command, purpose: 'message' })
}
