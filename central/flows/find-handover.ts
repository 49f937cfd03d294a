import { findTakenOffer } from '#central/calls/offer-rows.ts'
import type { Executor } from '#central/db/executor.ts'
import type { CallFacts } from '#shared/protocol/call.ts'
import { UserId } from '#shared/protocol/ids.ts'

/** Who handed this agent the call or asks them about it; null when it came from the queue. */
export async function findHandover(
  db: Executor,
  { callId, userId }: Pick<CallFacts, 'callId' | 'userId'>,
): Promise<UserId | null> {
  const offer = await findTakenOffer(db, callId, userId)
  return offer?.from_user_id == null ? null : UserId.parse(offer.from_user_id)
}
