import type { Executor } from '#central/db/executor.ts'
import { prepareQuery } from '#central/db/prepare-query.ts'
import type { DeviceId, UserId } from '#shared/protocol/ids.ts'

/** Nobody waits for these agents' desks. */
export const awayStates = ['offline', 'unreachable'] as const

/** Gives the agent's place to a desk: a higher fence, a full lease. Answers the fence. The row must exist. */
export async function takeLease(
  tx: Executor,
  { userId, deviceId, expiresAt }: { userId: UserId; deviceId: DeviceId; expiresAt: number },
): Promise<number> {
  const { fence } = await tx
    .updateTable('agent')
    .set((e) => ({ fence: e('fence', '+', 1), device_id: deviceId, lease_expires_at: expiresAt }))
    .where('user_id', '=', userId)
    .returning('fence')
    .executeTakeFirstOrThrow()
  return fence
}

/** Prolongs the lease of the desk that holds this fence. Answers the agent's state and newest event; null when another desk holds it. */
export async function prolongLease(
  tx: Executor,
  { userId, fence, expiresAt }: { userId: UserId; fence: number; expiresAt: number },
) {
  const [row] = await prolong(tx, { userId, fence, expiresAt })
  return row ?? null
}

const prolong = prepareQuery((db, slot: { userId: string; fence: number; expiresAt: number }) =>
  db
    .updateTable('agent')
    .set({ lease_expires_at: slot.expiresAt })
    .where('user_id', '=', slot.userId)
    .where('fence', '=', slot.fence)
    .returning(['state', 'seq']),
)

/** Agents whose desk has been silent for a whole lease and who still count as there. */
export async function listExpiredLeases(db: Executor, now: number): Promise<UserId[]> {
  const rows = await selectExpired(db, { now })
  return rows.map((row) => row.user_id as UserId)
}

const selectExpired = prepareQuery((db, slot: { now: number }) =>
  db
    .selectFrom('agent')
    .select('user_id')
    .where('lease_expires_at', '<=', slot.now)
    .where('state', 'not in', awayStates),
)

/** After a start nobody could renew: everyone who was there gets one full period. */
export async function grantLeases(db: Executor, expiresAt: number): Promise<void> {
  await db
    .updateTable('agent')
    .set({ lease_expires_at: expiresAt })
    .where('state', 'not in', awayStates)
    .where('lease_expires_at', '<', expiresAt)
    .execute()
}
