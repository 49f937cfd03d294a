import type { CallRow } from '#central/calls/call-rows.ts'
import { type ConsultRow, toConsult, toConsultEnd } from '#central/calls/consult-rows.ts'
import type { Flow } from '#central/flows/run-flow.ts'
import { CallId, UserId } from '#shared/protocol/ids.ts'

/** Tells both desks how the consult stands: who asks, and a colleague who has answered. */
export async function tellConsult(flow: Flow, call: CallRow, consult: ConsultRow): Promise<void> {
  const event = {
    type: 'call.consult-changed' as const,
    callId: CallId.parse(call.id),
    consult: toConsult(consult),
    ended: toConsultEnd(consult),
  }
  await flow.emit(UserId.parse(consult.by_user_id), event)
  const isThere = consult.to_user_id !== null && consult.leg_id !== null && consult.ended_at === null
  if (isThere) await flow.emit(UserId.parse(consult.to_user_id), event)
}
