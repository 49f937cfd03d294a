import { v5 } from 'uuid'
import { CallId, LegId } from '#shared/protocol/ids.ts'

const CALLS = '6f1d1f5e-1c1b-5b0e-9a57-3d0c6b6f7a01'
const LEGS = '6f1d1f5e-1c1b-5b0e-9a57-3d0c6b6f7a02'

/** Our ids of a call that Twilio brought: made from its CallSid, so that a repeated webhook means the same call. */
export function nameInboundCall(callSid: string): { callId: CallId; legId: LegId } {
  return { callId: CallId.parse(v5(callSid, CALLS)), legId: LegId.parse(v5(callSid, LEGS)) }
}
