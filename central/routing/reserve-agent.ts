import type { Executor } from '#central/db/executor.ts'
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
  const rows = await tx
    .selectFrom('agent')
    .innerJoin('queue_member', 'queue_member.user_id', 'agent.user_id')
    .select(['agent.user_id', 'agent.idle_since'])
    .where('queue_member.queue_id', '=', queueId)
    .where('agent.state', '=', 'available')
    .where('agent.lease_expires_at', '>', now)
    .orderBy('agent.idle_since')
    .orderBy('agent.user_id')
    .limit(20)
    .execute()
  return rows.map((row) => ({ userId: row.user_id as UserId, idleSince: row.idle_since }))
}

async function claimAgent(tx: Executor, userId: UserId, offerId: OfferId, now: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('agent')
    .set((e) => ({ state: 'offered', subject_id: offerId, since: now, version: e('version', '+', 1) }))
    .where('user_id', '=', userId)
    .where('state', '=', 'available')
    .where('lease_expires_at', '>', now)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
