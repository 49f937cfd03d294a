import type { LineEvent } from '#central/telephony/adapter.ts'
import type { ConferenceFields } from './callback-fields.ts'
import { isEndStatus, readCause } from './causes.ts'
import { readCount, timeFact } from './order-facts.ts'
import type { KnownLeg } from './read-call-status.ts'
import { readPlace } from './read-place.ts'
import { joinsWhenAnswered } from './twilio-legs.ts'

const presence = new Set([
  'participant-join',
  'participant-mute',
  'participant-unmute',
  'participant-hold',
  'participant-unhold',
  'participant-modify',
])
/** Heard, and of no consequence to any leg. */
const silent = new Set(['conference-start', 'conference-end', 'participant-speech-start', 'participant-speech-stop'])

/** One conference callback as a fact about the leg it names; null when it speaks of no leg. */
export function readConferenceEvent(
  fields: ConferenceFields,
  leg: KnownLeg & { vendorId: string },
  now: number,
): LineEvent | null {
  const { StatusCallbackEvent: event } = fields
  const { callId, legId, vendorId } = leg
  if (silent.has(event)) return null
  const at = timeFact(fields, 'conference', now)
  const key = `${fields.ConferenceSid}:${readCount(fields.SequenceNumber) ?? `${event}:${vendorId}`}`
  if (presence.has(event)) {
    // a leg that is called into the conference may be in it while it rings: whether it is up, its call tells
    const state = joinsWhenAnswered(leg) ? 'ringing' : 'up'
    const muted = fields.Muted === 'true'
    const place = readPlace(leg.role, { hold: fields.Hold === 'true', coaching: fields.Coaching === 'true', muted })
    return { type: 'leg', at, key, callId, legId, state, place, muted, vendorId }
  }
  const status = fields.ParticipantCallStatus ?? 'in-progress'
  // whether and why a leg that is called was not answered, its call tells
  const isCallsToTell = joinsWhenAnswered(leg) && status !== 'completed' && status !== 'in-progress'
  if (event !== 'participant-leave' || isCallsToTell) {
    return { type: 'noted', at, key, callId, legId, note: `StatusCallbackEvent=${event.slice(0, 100)}` }
  }
  if (isEndStatus(status)) {
    const cause = readCause(status, leg, undefined)
    return { type: 'leg-ended', at, key, callId, legId, cause, vendorCause: status, durationMs: null }
  }
  // out of the conference and still on the line: what it was told to do next plays to it
  return { type: 'leg', at, key, callId, legId, state: 'up', place: 'parked', muted: false, vendorId }
}
