import type { Selectable } from 'kysely'
import type { Executor } from '#central/db/executor.ts'
import type { Database } from '#central/db/schema.ts'
import type { OfferEnd } from '#shared/protocol/call.ts'
import type { UserId } from '#shared/protocol/ids.ts'

export type OfferRow = Selectable<Database['offer']>

export async function insertOffer(
  tx: Executor,
  offer: Pick<OfferRow, 'id' | 'call_id' | 'user_id' | 'offered_at' | 'expires_at'>,
): Promise<void> {
  await tx
    .insertInto('offer')
    .values({ ...offer, ended_at: null, outcome: null, decline_reason: null })
    .execute()
}

export async function findOffer(db: Executor, offerId: string): Promise<OfferRow | null> {
  const row = await db.selectFrom('offer').selectAll().where('id', '=', offerId).executeTakeFirst()
  return row ?? null
}

export async function findOpenOfferOfCall(db: Executor, callId: string): Promise<OfferRow | null> {
  const row = await db
    .selectFrom('offer')
    .selectAll()
    .where('call_id', '=', callId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

export async function findOpenOfferOfAgent(db: Executor, userId: UserId): Promise<OfferRow | null> {
  const row = await db
    .selectFrom('offer')
    .selectAll()
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

/** Ends an open offer, once: of two who try, one is told true. */
export async function endOffer(
  tx: Executor,
  offerId: string,
  ending: { outcome: OfferEnd; now: number; declineReason: string | null },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('offer')
    .set({ ended_at: ending.now, outcome: ending.outcome, decline_reason: ending.declineReason })
    .where('id', '=', offerId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
