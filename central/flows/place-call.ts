import { toOfferFacts } from '#central/calls/call-facts.ts'
import { type CallRow, updateCall } from '#central/calls/call-rows.ts'
import { insertOffer } from '#central/calls/offer-rows.ts'
import type { QueueRow } from '#central/routing/queues.ts'
import { reserveAgent } from '#central/routing/reserve-agent.ts'
import type { OfferFacts } from '#shared/protocol/call.ts'
import { OfferId, type UserId } from '#shared/protocol/ids.ts'
import type { Flow } from './run-flow.ts'
import { setDue } from './set-due.ts'

/**
 * Offers a waiting call, held by this transaction, to the longest idle agent of its queue. False: nobody is free,
 * and the call stays where it is in line.
 */
export async function placeCall(flow: Flow, call: CallRow, queue: QueueRow): Promise<boolean> {
  const offerId = OfferId.parse(flow.newId())
  const userId = await reserveAgent(flow.tx, { queueId: queue.id, offerId, now: flow.now })
  if (!userId) return false
  const offered = await updateCall(flow.tx, call, { state: 'offered', agent_id: userId })
  await announceOffer(flow, offered, queue, { offerId, userId })
  return true
}

/** Who is rung, and why: the queue's own call, or one that another agent hands over or asks about. */
type Ring = { offerId: OfferId; userId: UserId; kind?: OfferFacts['kind']; fromUserId?: UserId | null }

/** Writes the offer to an agent who is already reserved for it, and rings. */
export async function announceOffer(
  flow: Flow,
  call: CallRow,
  queue: QueueRow,
  { offerId, userId, kind = 'queue', fromUserId = null }: Ring,
): Promise<void> {
  const offer = {
    id: offerId,
    call_id: call.id,
    user_id: userId,
    kind,
    from_user_id: fromUserId,
    offered_at: flow.now,
    expires_at: flow.now + queue.offer_ms,
  }
  await insertOffer(flow.tx, offer)
  await setDue(flow, 'offer-expiry', offerId, offer.expires_at)
  const state = { kind: 'offered' as const, since: flow.now, offerId }
  await flow.emit(userId, { type: 'agent.state-changed', state, next: null })
  await flow.emit(userId, { type: 'call.offered', offer: toOfferFacts(offer, call) })
}
