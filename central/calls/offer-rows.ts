import type { Selectable } from 'kysely'
import type { Executor } from '#central/db/executor.ts'
import { prepareChange, prepareQuery } from '#central/db/prepare-query.ts'
import type { Database } from '#central/db/schema.ts'
import { insertRow } from '#central/db/write-row.ts'
import type { OfferEnd } from '#shared/protocol/call.ts'
import type { UserId } from '#shared/protocol/ids.ts'

export type OfferRow = Selectable<Database['offer']>

export async function insertOffer(
  tx: Executor,
  offer: Omit<OfferRow, 'ended_at' | 'outcome' | 'decline_reason'>,
): Promise<void> {
  await insertRow(tx, 'offer', { ...offer, ended_at: null, outcome: null, decline_reason: null })
}

export async function findOffer(db: Executor, offerId: string): Promise<OfferRow | null> {
  const [row] = await selectOffer(db, { offerId })
  return row ?? null
}

const selectOffer = prepareQuery((db, slot: { offerId: string }) =>
  db.selectFrom('offer').selectAll().where('id', '=', slot.offerId),
)

export async function findOpenOfferOfCall(db: Executor, callId: string): Promise<OfferRow | null> {
  const [row] = await selectOpenOfCall(db, { callId })
  return row ?? null
}

const selectOpenOfCall = prepareQuery((db, slot: { callId: string }) =>
  db.selectFrom('offer').selectAll().where('call_id', '=', slot.callId).where('ended_at', 'is', null),
)

export async function findOpenOfferOfAgent(db: Executor, userId: UserId): Promise<OfferRow | null> {
  const [row] = await selectOpenOfAgent(db, { userId })
  return row ?? null
}

const selectOpenOfAgent = prepareQuery((db, slot: { userId: string }) =>
  db.selectFrom('offer').selectAll().where('user_id', '=', slot.userId).where('ended_at', 'is', null),
)

/** The newest offer of a call that this agent took. */
export async function findTakenOffer(db: Executor, callId: string, userId: UserId): Promise<OfferRow | null> {
  const [row] = await selectTaken(db, { callId, userId })
  return row ?? null
}

const selectTaken = prepareQuery((db, slot: { callId: string; userId: string }) =>
  db
    .selectFrom('offer')
    .selectAll()
    .where('call_id', '=', slot.callId)
    .where('user_id', '=', slot.userId)
    .where('outcome', '=', 'answered')
    .orderBy('offered_at', 'desc')
    .limit(1),
)

/** Ends an open offer, once: of two who try, one is told true. */
export async function endOffer(
  tx: Executor,
  offerId: string,
  ending: { outcome: OfferEnd; now: number; declineReason: string | null },
): Promise<boolean> {
  return (await closeOpen(tx, { offerId, ...ending })) === 1
}

type Ending = { offerId: string; outcome: OfferEnd; now: number; declineReason: string | null }

const closeOpen = prepareChange((db, slot: Ending) =>
  db
    .updateTable('offer')
    .set({ ended_at: slot.now, outcome: slot.outcome, decline_reason: slot.declineReason })
    .where('id', '=', slot.offerId)
    .where('ended_at', 'is', null),
)
