import { readAgentParty } from '#central/agents/agent-party.ts'
import { toCallFacts } from '#central/calls/call-facts.ts'
import type { CallRow } from '#central/calls/call-rows.ts'
import { findOpenConsult, updateConsult } from '#central/calls/consult-rows.ts'
import { insertLeg, listLegs } from '#central/calls/leg-rows.ts'
import { endOffer, type OfferRow } from '#central/calls/offer-rows.ts'
import { findRecordingOfCall } from '#central/calls/recording-rows.ts'
import { cancelTimer } from '#central/db/timers.ts'
import { readLineControls } from '#central/flows/line-controls.ts'
import { moveAgentBy } from '#central/flows/move-agent.ts'
import { mustConfirm } from '#central/flows/must-confirm.ts'
import type { Flow } from '#central/flows/run-flow.ts'
import { startSequence } from '#central/flows/sequence.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import { CallId, LegId, OfferId, UserId } from '#shared/protocol/ids.ts'
import { TARGET_RINGS_MS, watchTarget } from './target-rings.ts'
import { tellConsult } from './tell-consult.ts'

/** A colleague takes the call they are asked about: their line is dialled into it, and it stays who asked's. */
export async function answerConsult(flow: Flow, call: CallRow, offer: OfferRow): Promise<Outcome<null>> {
  const { tx, now } = flow
  const userId = UserId.parse(offer.user_id)
  const consult = await findOpenConsult(tx, call.id)
  if (consult?.offer_id !== offer.id) return refuse('offer_gone')
  if (offer.outcome === 'answered') return accept(null)
  if (offer.expires_at <= now) return refuse('offer_gone')
  if (!(await endOffer(tx, offer.id, { outcome: 'answered', now, declineReason: null }))) return refuse('offer_gone')
  await cancelTimer(tx, 'offer-expiry', offer.id)
  const legId = LegId.parse(flow.newId())
  const leg = { id: legId, call_id: call.id, role: 'target' as const, user_id: userId, vendor_id: null }
  await insertLeg(tx, { ...leg, state: 'dialing', place: 'parked', now })
  await watchTarget(flow, legId)
  const asked = await updateConsult(tx, consult, { leg_id: legId })
  await flow.emit(userId, { type: 'offer.ended', offerId: OfferId.parse(offer.id), reason: 'answered' })
  const controls = readLineControls(flow.context.lines, call.provider)
  const recording = await findRecordingOfCall(tx, call.id)
  const facts = toCallFacts(call, await listLegs(tx, [call.id]), {
    userId,
    controls,
    consult: asked,
    monitor: null,
    recording,
  })
  await flow.emit(userId, { type: 'call.answered', call: facts })
  await moveAgentBy(flow, userId, { type: 'answered', callId: CallId.parse(call.id) })
  await tellConsult(flow, call, asked)
  const to = await readAgentParty(tx, userId)
  const confirm = mustConfirm(flow.context.lines, call.provider, to)
  const dial = { op: 'dial' as const, legId, role: 'target' as const, to, from: call.dialled_number, confirm }
  await startSequence(flow, {
    ...{ provider: call.provider, callId: call.id, name: 'consult', aboutLegId: legId },
    steps: [{ ...dial, timeoutMs: TARGET_RINGS_MS }],
  })
  return accept(null)
}
