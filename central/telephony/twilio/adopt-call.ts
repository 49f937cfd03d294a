import type { LineAnswer } from '#central/telephony/adapter.ts'
import { isEndStatus } from './causes.ts'
import { joinsWhenAnswered, type TwilioLeg } from './twilio-legs.ts'
import type { TwilioLine } from './twilio-line.ts'
import { answerFailure, isNotFound } from './vendor-failure.ts'

/** How far Twilio's clock may be behind ours when a call is looked for that we may have created. */
const CLOCK_SLACK_MS = 60_000

/**
 * Finds the call of a leg whose creation got no answer, and binds it: its callbacks may have named it by now; a leg
 * in the conference carries our id as its label; else it is a call to this address, made since, that belongs to no
 * other leg. Null: there is none. `to` null: nobody knows the address any more.
 */
export async function adoptCall(line: TwilioLine, leg: TwilioLeg, to: string | null): Promise<LineAnswer | null> {
  const known = await line.legs.findByLeg(leg.legId)
  if (known?.callSid) return { ok: true }
  const byLabel = joinsWhenAnswered(leg) ? await adoptByLabel(line, leg) : null
  if (byLabel !== null || to === null) return byLabel
  return adoptByAddress(line, leg, to)
}

async function adoptByLabel(line: TwilioLine, leg: TwilioLeg): Promise<LineAnswer | null> {
  const rooms = await line.ask.again(() => line.client.conferences.list({ friendlyName: leg.callId, limit: 20 }))
  if (!rooms.ok) return answerFailure(rooms.failure)
  for (const room of rooms.value) {
    if (room.status === 'completed') continue
    const found = await line.ask.again(() => line.client.conferences(room.sid).participants(leg.legId).fetch())
    if (!found.ok && !isNotFound(found.failure)) return answerFailure(found.failure)
    if (found.ok && (await line.legs.bind(leg.legId, found.value.callSid))) return { ok: true }
  }
  return null
}

async function adoptByAddress(line: TwilioLine, leg: TwilioLeg, to: string): Promise<LineAnswer | null> {
  const listed = await line.ask.again(() => line.client.calls.list({ to, limit: 50 }))
  if (!listed.ok) return answerFailure(listed.failure)
  for (const call of listed.value) {
    if (call.dateCreated.getTime() < leg.createdAt - CLOCK_SLACK_MS || call.direction !== 'outbound-api') continue
    // one that is on the line would have been found by its label: it is another leg's to the same address
    if (joinsWhenAnswered(leg) && !isEndStatus(call.status)) continue
    if ((await line.legs.findBySid(call.sid)) !== null) continue
    if (await line.legs.bind(leg.legId, call.sid)) return { ok: true }
  }
  return null
}
