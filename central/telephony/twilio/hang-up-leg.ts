import type { LineAnswer } from '#central/telephony/adapter.ts'
import { adoptCall } from './adopt-call.ts'
import type { TwilioLeg } from './twilio-legs.ts'
import type { TwilioLine } from './twilio-line.ts'
import { answerFailure, isWrongCallState } from './vendor-failure.ts'

/** Ends a leg, ringing or talking. A leg whose creation was never answered is closed: should it turn up, it is ended. */
export async function hangUpLeg(line: TwilioLine, leg: TwilioLeg): Promise<LineAnswer> {
  const bound = leg.callSid === null ? await findLateCall(line, leg) : leg
  if (!bound?.callSid) {
    await line.legs.end(leg.legId, line.clock.now())
    return { ok: false, code: 'gone' }
  }
  return endCall(line, { ...bound, callSid: bound.callSid })
}

export async function endCall(line: TwilioLine, leg: TwilioLeg & { callSid: string }): Promise<LineAnswer> {
  const ended = await line.ask.again(() => line.client.calls(leg.callSid).update({ status: 'completed' }))
  if (ended.ok) return { ok: true }
  return isWrongCallState(ended.failure) ? { ok: false, code: 'gone' } : answerFailure(ended.failure)
}

async function findLateCall(line: TwilioLine, leg: TwilioLeg): Promise<TwilioLeg | null> {
  await adoptCall(line, leg, null)
  return line.legs.findByLeg(leg.legId)
}
