import type { z } from 'zod'
import type {
  AnsweredByFields,
  CallStatusFields,
  ConferenceFields,
  ConfirmFields,
  LeftQueueFields,
  VoiceFields,
} from './callback-fields.ts'
import { isEndStatus } from './causes.ts'
import { endCall } from './hang-up-leg.ts'
import { nameInboundCall } from './line-ids.ts'
import { type KnownLeg, readCallStatus } from './read-call-status.ts'
import { readCaller } from './read-caller.ts'
import { readConferenceEvent } from './read-conference-event.ts'
import type { TwilioLeg } from './twilio-legs.ts'
import type { TwilioLine } from './twilio-line.ts'
import { doNothing, hangUp, joinAsParty, tryAgain, waitInQueue } from './twiml.ts'

/** A customer calls. The arrival is durable at central before the caller is told anything. */
export async function takeArrival(line: TwilioLine, fields: VoiceFields): Promise<string> {
  const { CallSid: callSid } = fields
  const { callId, legId } = nameInboundCall(callSid)
  const at = line.clock.now()
  const isNew = await line.legs.insert({
    callId,
    legId,
    role: 'customer',
    callSid,
    conferenceSid: null,
    confirm: 'none',
    createdAt: at,
    endedAt: null,
  })
  await line.emit({
    type: 'arrived',
    at,
    key: `${callSid}:arrived`,
    callId,
    legId,
    vendorId: callSid,
    from: readCaller(fields.From),
    to: fields.To,
    headers: {},
  })
  if (!isNew && fields.CallStatus === 'in-progress') {
    // no repetition of the first request, whose call still rang: the caller came round through a fallback or redirect,
    // and wherever they were, they wait now
    const key = `${callSid}:arrived:${at}`
    await line.emit({
      type: 'leg',
      at,
      key,
      callId,
      legId,
      state: 'up',
      place: 'parked',
      muted: false,
      vendorId: callSid,
    })
  }
  return waitInQueue(line.urls)
}

/** A call changed its status. `legId`: the leg that this callback was asked for, null for a number's own callback. */
export async function takeCallStatus(line: TwilioLine, fields: CallStatusFields, legId: string | null): Promise<void> {
  const leg = await findLeg(line, fields.CallSid, legId)
  const known: KnownLeg = leg ?? nameStranger(fields.CallSid)
  if (leg && (await endStray(line, leg, fields))) return
  await line.emit(readCallStatus(fields, known, line.clock.now()))
  if (leg && isEndStatus(fields.CallStatus)) await line.legs.end(leg.legId, line.clock.now())
}

/** A call whose arrival has not been heard of: whoever calls us is a customer. */
function nameStranger(callSid: string): KnownLeg {
  return { ...nameInboundCall(callSid), role: 'customer', confirm: 'none' }
}

/** By the leg that was named, else by the call. A first callback may be what tells us the call of a leg. */
async function findLeg(line: TwilioLine, callSid: string, legId: string | null): Promise<TwilioLeg | null> {
  const leg = (legId === null ? null : await line.legs.findByLeg(legId)) ?? (await line.legs.findBySid(callSid))
  if (leg?.callSid !== null) return leg
  if (await line.legs.bind(leg.legId, callSid)) return { ...leg, callSid }
  return line.legs.findByLeg(leg.legId)
}

/**
 * A second call made for one leg, or one for a leg that was given up meanwhile: created by a request whose answer
 * never came. Nobody waits for it, so it is ended. True: it was such a call.
 */
async function endStray(line: TwilioLine, leg: TwilioLeg, { CallSid: callSid, CallStatus }: CallStatusFields) {
  const isTwin = leg.callSid !== callSid
  const isGivenUp = leg.endedAt !== null
  if (!isTwin && !isGivenUp) return false
  if (!isEndStatus(CallStatus) && leg.role !== 'customer') {
    line.log.warn({ callId: leg.callId, legId: leg.legId, isTwin }, 'a call that nobody waits for is ended')
    await endCall(line, { ...leg, callSid })
  }
  // late words about the leg's own call are still facts
  return isTwin
}

/** Something happened in a conference. */
export async function takeConferenceEvent(line: TwilioLine, fields: ConferenceFields): Promise<void> {
  const { CallSid: callSid, ParticipantLabel: label } = fields
  if (callSid === undefined) return
  const leg = await findLeg(line, callSid, label ?? null)
  const known: KnownLeg = leg ?? nameStranger(callSid)
  const event = readConferenceEvent(fields, { ...known, vendorId: callSid }, line.clock.now())
  if (event === null) return
  if (leg && fields.StatusCallbackEvent === 'participant-join') {
    await line.legs.enterConference(leg.legId, fields.ConferenceSid)
  }
  await line.emit(event)
  if (leg && event.type === 'leg-ended') await line.legs.end(leg.legId, line.clock.now())
}

/** A caller left the queue: into the conference, by a redirect, or by hanging up. */
export async function takeQueueExit(line: TwilioLine, fields: z.infer<typeof LeftQueueFields>): Promise<string> {
  const { CallSid: callSid, QueueResult: result } = fields
  if (result === 'queue-full' || result === 'error' || result === 'system-error') return tryAgain(line.urls)
  if (result !== 'hangup') return doNothing()
  const leg = await line.legs.findBySid(callSid)
  const { callId, legId } = leg ?? nameInboundCall(callSid)
  await line.emit({
    type: 'leg-ended',
    at: line.clock.now(),
    key: `${callSid}:left-queue`,
    callId,
    legId,
    cause: 'normal',
    vendorCause: result,
    durationMs: null,
  })
  if (leg) await line.legs.end(leg.legId, line.clock.now())
  return doNothing()
}

/** Twilio has heard who picked up; whom it cannot tell it calls `unknown`. */
export async function takeAnsweredBy(
  line: TwilioLine,
  { CallSid: callSid, AnsweredBy: heard }: z.infer<typeof AnsweredByFields>,
  legId: string | null,
): Promise<void> {
  const leg = legId === null ? null : await line.legs.findByLeg(legId)
  const by = heard === 'human' ? 'person' : /^(machine|fax)/.test(heard) ? 'machine' : null
  if (leg?.callSid !== callSid || by === null) return
  const { callId } = leg
  await line.emit({
    ...{ type: 'answered-by', at: line.clock.now(), key: `${callSid}:answered-by` },
    ...{ callId, legId: leg.legId, by },
  })
}

/** The agent's phone pressed a key, or nothing. Only the key on the call we made for the leg opens the bridge. */
export async function takeConfirmation(
  line: TwilioLine,
  fields: z.infer<typeof ConfirmFields>,
  legId: string | null,
): Promise<string> {
  const leg = legId === null ? null : await findLeg(line, fields.CallSid, legId)
  if (!leg || leg.callSid !== fields.CallSid || fields.Digits !== '1') return hangUp()
  if (!(await line.legs.confirm(leg.legId))) return hangUp()
  return joinAsParty(line.urls, leg)
}
