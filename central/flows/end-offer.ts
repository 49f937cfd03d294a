import { type CallRow, lockCall, updateCall } from '#central/calls/call-rows.ts'
import { findOpenConsult } from '#central/calls/consult-rows.ts'
import { endOffer, findOffer, type OfferRow } from '#central/calls/offer-rows.ts'
import { cancelTimer } from '#central/db/timers.ts'
import { readQueue } from '#central/routing/queues.ts'
import type { ConsultEnd, OfferEnd } from '#shared/protocol/call.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import { OfferId, UserId } from '#shared/protocol/ids.ts'
import { endConsult } from './consult/end-consult.ts'
import { moveAgentBy } from './move-agent.ts'
import { type Flow, type FlowContext, runFlow } from './run-flow.ts'
import { backInLine } from './wait-in-line.ts'

/** Why an offer came to nothing although its caller is still there. */
export type FruitlessEnd = Extract<OfferEnd, 'declined' | 'expired' | 'lease_lost' | 'signed_out'>

/** The agent turns the offered call down: it keeps its place, the agent is not ready. `offer_gone` when it is over. */
export function declineCall(
  context: FlowContext,
  { userId, offerId, reason }: { userId: UserId; offerId: OfferId; reason: string },
): Promise<Outcome<null>> {
  return runFlow(context, async (flow) => {
    const offer = await findOffer(flow.tx, offerId)
    if (offer?.user_id !== userId) return refuse('offer_gone')
    const ended = await endFruitlessly(flow, offer, { outcome: 'declined', declineReason: reason })
    return ended ? accept(null) : refuse('offer_gone')
  })
}

/** Nobody answered in time: the agent is not ready, the call goes to the next one or back to its place. */
export async function expireOffer(flow: Flow, offerId: string): Promise<void> {
  const offer = await findOffer(flow.tx, offerId)
  if (offer) await endFruitlessly(flow, offer, { outcome: 'expired', declineReason: null })
}

/**
 * Ends an open offer and puts its call back to its place in line, or to the next free agent. False: it was over
 * already, and nothing changed.
 */
export async function endFruitlessly(
  flow: Flow,
  offer: OfferRow,
  { outcome, declineReason }: { outcome: FruitlessEnd; declineReason: string | null },
): Promise<boolean> {
  const call = await lockCall(flow.tx, offer.call_id)
  if (!call || !(await endOffer(flow.tx, offer.id, { outcome, declineReason, now: flow.now }))) return false
  await cancelTimer(flow.tx, 'offer-expiry', offer.id)
  const userId = UserId.parse(offer.user_id)
  await flow.emit(userId, { type: 'offer.ended', offerId: OfferId.parse(offer.id), reason: outcome })
  await moveAgentBy(flow, userId, { type: 'offer-ended', reason: outcome })
  if (offer.kind === 'consult') await refuseConsult(flow, call, outcome)
  else await giveBack(flow, call)
  return true
}

const consultEnds: Record<FruitlessEnd, ConsultEnd> = {
  declined: 'declined',
  expired: 'no_answer',
  lease_lost: 'failed',
  signed_out: 'failed',
}

/** Who was asked does not come: the customer is still with who asked. */
async function refuseConsult(flow: Flow, call: CallRow, outcome: FruitlessEnd): Promise<void> {
  const consult = await findOpenConsult(flow.tx, call.id)
  if (consult) await endConsult(flow, { call, consult, legs: [] }, consultEnds[outcome])
}

async function giveBack(flow: Flow, call: CallRow): Promise<void> {
  if (call.state !== 'offered' || call.queue_id === null) return
  const waiting = await updateCall(flow.tx, call, { state: 'queued', agent_id: null })
  await backInLine(flow, waiting, await readQueue(flow.tx, call.queue_id))
}
