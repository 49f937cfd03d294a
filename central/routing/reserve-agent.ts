import type { Executor } from '#central/db/executor.ts'
import { prepareChange, prepareQuery } from '#central/db/prepare-query.ts'
import type { OfferId, UserId } from '#shared/protocol/ids.ts'
import { pickLongestIdle } from './pick-longest-idle.ts'

/**
 * Reserves the longest idle available agent of a queue for an offer, by a guarded update: who was taken between
 * reading and writing is passed over. Null when nobody is free. The row stays locked until the transaction ends.
 */
export async function reserveAgent(
  tx: Executor,
  { queueId, offerId, now }: { queueId: string; offerId: OfferId; now: number },
): Promise<UserId | null> {
  const passedOver = new Set<UserId>()
  for (;;) {
    const idle = await listIdleAgents(tx, queueId, now)
    const picked = pickLongestIdle(idle.filter((agent) => !passedOver.has(agent.userId)))
    if (!picked) return null
    if (await claimAgent(tx, picked.userId, offerId, now)) return picked.userId
    passedOver.add(picked.userId)
  }
}

/** A few of the longest idle, so that a lost race finds the next one at hand. */
async function listIdleAgents(tx: Executor, queueId: string, now: number) {
  const rows = await selectIdle(tx, { queueId, now })
  return rows.map((row) => ({ userId: row.user_id as UserId, idleSince: row.idle_since }))
}

const selectIdle = prepareQuery((db, slot: { queueId: string; now: number }) =>
  db
    .selectFrom('agent')
    .innerJoin('queue_member', 'queue_member.user_id', 'agent.user_id')
    .select(['agent.user_id', 'agent.idle_since'])
    .where('queue_member.queue_id', '=', slot.queueId)
    .where('agent.state', '=', 'available')
    .where('agent.lease_expires_at', '>', slot.now)
    .orderBy('agent.idle_since')
    .orderBy('agent.user_id')
    .limit(20),
)

/** Reserves one agent by name. False: they are not free at this moment. */
export async function claimAgent(tx: Executor, userId: UserId, offerId: OfferId, now: number): Promise<boolean> {
  return (await claim(tx, { userId, offerId, now })) === 1
}

const claim = prepareChange((db, slot: { userId: string; offerId: string; now: number }) =>
  db
    .updateTable('agent')
    .set((e) => ({ state: 'offered', subject_id: slot.offerId, since: slot.now, version: e('version', '+', 1) }))
    .where('user_id', '=', slot.userId)
    .where('state', '=', 'available')
    .where('lease_expires_at', '>', slot.now),
)
