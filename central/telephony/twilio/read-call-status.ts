import type { LineEvent } from '#central/telephony/adapter.ts'
import type { CallStatusFields } from './callback-fields.ts'
import { isEndStatus, readCause } from './causes.ts'
import { readCount, timeFact } from './order-facts.ts'
import { readJoined } from './read-place.ts'
import { joinsWhenAnswered, type TwilioLeg } from './twilio-legs.ts'

export type KnownLeg = Pick<TwilioLeg, 'callId' | 'legId' | 'role' | 'confirm'>

/**
 * One call-status callback as a fact. A leg that Twilio puts into the conference is up when it is answered. Of the
 * others only the conference tells: a phone that answered has not joined, and may be a voicemail box. An unknown word or number is kept raw and changes nothing.
 */
export function readCallStatus(fields: CallStatusFields, leg: KnownLeg, now: number): LineEvent {
  const { CallSid: vendorId, CallStatus: status } = fields
  const { callId, legId } = leg
  const at = timeFact(fields, 'call', now)
  const key = `${vendorId}:${readCount(fields.SequenceNumber) ?? status}`
  if (isEndStatus(status)) {
    const cause = readCause(status, leg, fields.SipResponseCode)
    const vendorCause = fields.SipResponseCode ? `${status}/${fields.SipResponseCode}` : status
    return { type: 'leg-ended', at, key, callId, legId, cause, vendorCause, ...readDuration(fields.CallDuration) }
  }
  const fact = { type: 'leg' as const, at, key, callId, legId, muted: false, vendorId }
  switch (status) {
    case 'initiated':
    case 'queued':
      return { ...fact, state: 'dialing', place: 'parked' }
    case 'ringing':
      return { ...fact, state: 'ringing', place: 'parked' }
    case 'in-progress':
    case 'answered':
      return joinsWhenAnswered(leg)
        ? { ...fact, state: 'up', ...readJoined(leg.role) }
        : { ...fact, state: 'ringing', place: 'parked' }
    default:
      return { type: 'noted', at, key, callId, legId, note: `CallStatus=${status.slice(0, 100)}` }
  }
}

function readDuration(text: string | undefined): { durationMs: number | null; note?: string } {
  if (text === undefined) return { durationMs: null }
  const seconds = readCount(text)
  if (seconds === null) return { durationMs: null, note: `CallDuration=${text.slice(0, 100)}` }
  return { durationMs: seconds * 1000 }
}
