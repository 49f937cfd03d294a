import type { LineAnswer, Sound } from '#central/telephony/adapter.ts'
import {
  type BoundLeg,
  changeParticipant,
  explainAbsence,
  explainRefusal,
  findOutWhetherGone,
  readAbsence,
} from './participants.ts'
import type { TwilioLine } from './twilio-line.ts'
import { joinAsCustomer, type Speech, sayAndHangUp, sayAndWait } from './twiml.ts'

/** Into the call's bridge: out of hold, or for a customer out of the queue into the conference. */
export async function bridgeLeg(line: TwilioLine, leg: BoundLeg): Promise<LineAnswer> {
  if (leg.confirm === 'awaited') return { ok: false, code: 'wrong_state', detail: 'not confirmed' }
  const answer = await changeParticipant(line, leg, { hold: false })
  if (answer !== null) return answer
  if (leg.role !== 'customer') return explainAbsence(line, leg)
  return sendTwiml(line, leg, joinAsCustomer(line.urls, leg))
}

/** Out of the bridge, with something to hear. A customer who is in no conference waits with music already. */
export async function parkLeg(line: TwilioLine, leg: BoundLeg, sound: Sound): Promise<LineAnswer> {
  const speech = readSpeech(sound)
  const holdUrl = chooseHoldUrl(line, sound)
  const answer = await changeParticipant(line, leg, { hold: true, holdUrl, holdMethod: 'GET' })
  if (answer !== null) return answer
  const gone = await findOutWhetherGone(line, leg)
  // not answered yet: the very next thing it hears is the music
  if (gone !== null && !(gone.ok === false && gone.code === 'busy')) return gone
  if (leg.role !== 'customer') return gone ?? readAbsence(leg)
  if (speech === null) return { ok: true }
  return gone ?? sendTwiml(line, leg, sayAndWait(line.urls, speech))
}

export async function sayToLeg(
  line: TwilioLine,
  leg: BoundLeg,
  { sound, thenHangUp }: { sound: Sound; thenHangUp: boolean },
): Promise<LineAnswer> {
  const speech = readSpeech(sound)
  if (speech === null) return { ok: false, code: 'unsupported', detail: sound.kind }
  if (thenHangUp) return sendTwiml(line, leg, sayAndHangUp(speech))
  const announceUrl = line.urls.say(speech.text, speech.language)
  const answer = await changeParticipant(line, leg, { announceUrl, announceMethod: 'GET' })
  if (answer !== null) return answer
  if (leg.role !== 'customer') return { ok: false, code: 'wrong_state' }
  return sendTwiml(line, leg, sayAndWait(line.urls, speech))
}

/** To one participant, while the conversation goes on; Twilio says it when it has taken the order. */
export async function announceToLeg(line: TwilioLine, leg: BoundLeg, { sound }: { sound: Sound }): Promise<LineAnswer> {
  const speech = readSpeech(sound)
  if (speech === null) return { ok: false, code: 'unsupported', detail: sound.kind }
  const announceUrl = line.urls.say(speech.text, speech.language)
  const answer = await changeParticipant(line, leg, { announceUrl, announceMethod: 'GET' })
  return answer ?? explainAbsence(line, leg)
}

export async function muteLeg(line: TwilioLine, leg: BoundLeg, on: boolean): Promise<LineAnswer> {
  const answer = await changeParticipant(line, leg, { muted: on })
  return answer ?? explainAbsence(line, leg)
}

export async function sendTwiml(line: TwilioLine, leg: BoundLeg, twiml: string): Promise<LineAnswer> {
  const sent = await line.ask.again(() => line.client.calls(leg.callSid).update({ twiml }))
  return sent.ok ? { ok: true } : explainRefusal(line, leg, sent.failure)
}

export function readSpeech(sound: Sound): Speech | null {
  return sound.kind === 'say' ? { text: sound.text, language: sound.language } : null
}

function chooseHoldUrl({ urls }: TwilioLine, sound: Sound): string {
  switch (sound.kind) {
    case 'say':
      return urls.say(sound.text, sound.language)
    case 'media':
      return sound.url
    case 'music':
      return urls.wait
    case 'ringback':
      return urls.ring
    case 'silence':
      return urls.silence
    default:
      return sound satisfies never
  }
}
