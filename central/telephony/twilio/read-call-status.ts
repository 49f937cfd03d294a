import type { LineEvent } from '#central/telephony/adapter.ts'
import type { CallStatusFields } from './callback-fields.ts'
import { isEndStatus, readCause } from './causes.ts'
import { readCount, timeFact } from './order-facts.ts'
import type { TwilioLeg } from './twilio-legs.ts'

export type KnownLeg = Pick<TwilioLeg, 'callId' | 'legId' | 'confirm'>

/**
 * One call-status callback as a fact. Only the conference tells that a leg is up: a phone that answered has not
 * joined, and may be a voicemail box. An unknown word or number is kept raw and changes nothing.
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
  switch (status) {
    case 'initiated':
    case 'queued':
      return { type: 'leg', at, key, callId, legId, state: 'dialing', place: 'parked', muted: false, vendorId }
    case 'ringing':
    case 'in-progress':
    case 'answered':
      return { type: 'leg', at, key, callId, legId, state: 'ringing', place: 'parked', muted: false, vendorId }
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
