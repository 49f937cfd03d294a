import type { LineAnswer, LineCommand } from '#central/telephony/adapter.ts'
import { type BoundLeg, changeParticipant, explainAbsence } from './participants.ts'
import type { TwilioLine } from './twilio-line.ts'

/**
 * Who hears a supervisor. Muting and coaching change in one request: between two of them a whisper would be heard by
 * the customer.
 */
export async function listenWithLeg(
  line: TwilioLine,
  leg: BoundLeg,
  { to, mode }: Extract<LineCommand, { op: 'listen' }>,
): Promise<LineAnswer> {
  if (leg.role !== 'supervisor') return { ok: false, code: 'wrong_state', detail: 'no supervisor' }
  const coached = mode === 'whisper' ? await line.legs.findByLeg(to) : null
  const callSidToCoach = coached?.callId === leg.callId && coached.endedAt === null ? coached.callSid : null
  if (mode === 'whisper' && callSidToCoach === null)
    return { ok: false, code: 'wrong_state', detail: 'nobody to coach' }
  const coaching = callSidToCoach === null ? { coaching: false } : { coaching: true, callSidToCoach }
  const answer = await changeParticipant(line, leg, { muted: mode === 'monitor', ...coaching })
  return answer ?? explainAbsence(line, leg)
}
