import type { LineAnswer } from '#central/telephony/adapter.ts'
import { isEndStatus } from './causes.ts'
import { joinsWhenAnswered, type TwilioLeg } from './twilio-legs.ts'
import type { TwilioLine } from './twilio-line.ts'
import { answerFailure, isNotFound, isWrongCallState, type VendorFailure } from './vendor-failure.ts'

export type ParticipantChange = {
  hold?: boolean
  holdUrl?: string
  holdMethod?: 'GET'
  muted?: boolean
  announceUrl?: string
  announceMethod?: 'GET'
}

/** A leg that Twilio has a call for. */
export type BoundLeg = TwilioLeg & { callSid: string }

/**
 * Changes the leg's place in its conference. Null: it is in none. The conference we heard of is tried first; a name
 * may have been used by an earlier one of the same call, so only one that is running counts.
 */
export async function changeParticipant(
  line: TwilioLine,
  leg: BoundLeg,
  change: ParticipantChange,
): Promise<LineAnswer | null> {
  if (leg.conferenceSid !== null) {
    const answer = await changeIn(line, leg.conferenceSid, leg.callSid, change)
    if (answer !== null) return answer
  }
  const rooms = await line.ask.again(() => line.client.conferences.list({ friendlyName: leg.callId, limit: 20 }))
  if (!rooms.ok) return answerFailure(rooms.failure)
  const room = rooms.value.find(({ status, sid }) => status !== 'completed' && sid !== leg.conferenceSid)
  return room ? changeIn(line, room.sid, leg.callSid, change) : null
}

async function changeIn(
  line: TwilioLine,
  conferenceSid: string,
  callSid: string,
  change: ParticipantChange,
): Promise<LineAnswer | null> {
  const changed = await line.ask.again(() =>
    line.client.conferences(conferenceSid).participants(callSid).update(change),
  )
  if (changed.ok) return { ok: true }
  // one that is still called has no place yet
  const isElsewhere = isNotFound(changed.failure) || isWrongCallState(changed.failure)
  return isElsewhere ? null : answerFailure(changed.failure)
}

/** Where a call is that would not be changed: over, not yet answered, or simply elsewhere. */
export async function explainRefusal(line: TwilioLine, leg: BoundLeg, failure: VendorFailure): Promise<LineAnswer> {
  if (!isWrongCallState(failure)) return answerFailure(failure)
  return (await findOutWhetherGone(line, leg)) ?? { ok: false, code: 'wrong_state' }
}

const NOT_YET_MS = 1_000
const JOINING_MS = 300

/** Why a leg is in no conference: over, not answered, about to join, or elsewhere. */
export async function explainAbsence(line: TwilioLine, leg: BoundLeg): Promise<LineAnswer> {
  return (await findOutWhetherGone(line, leg)) ?? readAbsence(leg)
}

/** A leg that is on the line and in no conference. One that joins when it is answered is about to. */
export function readAbsence(leg: BoundLeg): LineAnswer {
  return joinsWhenAnswered(leg)
    ? { ok: false, code: 'busy', retryAfterMs: JOINING_MS, detail: 'joining' }
    : { ok: false, code: 'wrong_state' }
}

/** Null: the call is in progress. */
export async function findOutWhetherGone(line: TwilioLine, leg: BoundLeg): Promise<LineAnswer | null> {
  const fetched = await line.ask.again(() => line.client.calls(leg.callSid).fetch())
  if (!fetched.ok) return answerFailure(fetched.failure)
  const { status } = fetched.value
  if (isEndStatus(status)) return { ok: false, code: 'gone' }
  if (status === 'in-progress') return null
  return { ok: false, code: 'busy', retryAfterMs: NOT_YET_MS, detail: status }
}
