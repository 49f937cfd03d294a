import { sql } from 'kysely'
import type { Executor } from '#central/db/executor.ts'
import { prepareQuery } from '#central/db/prepare-query.ts'
import type { DeviceId, UserId } from '#shared/protocol/ids.ts'
import type { AgentRow } from './agent-rows.ts'

/** Nobody waits for these agents' desks. */
export const awayStates = ['offline', 'unreachable'] as const

/** A desk that asks for its agent's place. `unlessAfter`: the newest fence it knows of; null takes it from anybody. */
export type Seating = { userId: UserId; deviceId: DeviceId; unlessAfter: number | null }

/**
 * Gives the agent's place to a desk: a higher fence, a full lease. Answers the fence; null: another desk has taken the
 * place after `unlessAfter`. The row must exist.
 */
export async function takeLease(
  tx: Executor,
  { userId, deviceId, unlessAfter }: Seating,
  expiresAt: number,
): Promise<number | null> {
  const taken = await tx
    .updateTable('agent')
    .set((e) => ({ fence: e('fence', '+', 1), device_id: deviceId, lease_expires_at: expiresAt }))
    .where('user_id', '=', userId)
    .where('fence', '<=', unlessAfter ?? Number.MAX_SAFE_INTEGER)
    .returning('fence')
    .executeTakeFirst()
  return taken?.fence ?? null
}

/** A desk by the fence it was given, and where its agent stands. */
export type HeldLease = { userId: UserId; fence: number; state: AgentRow['state']; seq: number }

/**
 * Prolongs the leases of those desks that hold their fence, all in one statement. Answers theirs, in any order: who is
 * left out has lost the place to another desk.
 */
export async function prolongLeases(
  db: Executor,
  desks: readonly { userId: UserId; fence: number }[],
  expiresAt: number,
): Promise<HeldLease[]> {
  const last = desks.at(-1)
  if (last === undefined) return []
  const size = 2 ** Math.ceil(Math.log2(desks.length))
  const params: Record<string, string | number> = { expiresAt }
  for (let index = 0; index < size; index += 1) {
    const { userId, fence } = desks[index] ?? last
    params[`user${index}`] = userId
    params[`fence${index}`] = fence
  }
  const rows = await prolongMany(size)(db, params)
  return rows.map(({ user_id, ...rest }) => ({ userId: user_id as UserId, ...rest }))
}

type Prolong = ReturnType<typeof prepareProlong>
const prolongs = new Map<number, Prolong>()

/** Built once for each power of two; a shorter list is filled up with its last desk. */
function prolongMany(size: number): Prolong {
  const known = prolongs.get(size) ?? prepareProlong(size)
  prolongs.set(size, known)
  return known
}

function prepareProlong(size: number) {
  return prepareQuery((db, slot: Record<string, string | number>) => {
    const desks = Array.from({ length: size }, (_, index) => {
      const [userId, fence] = [slot[`user${index}`], slot[`fence${index}`]]
      // PostgreSQL takes a bare parameter in a list of values for text
      return sql`(cast(${userId} as text), cast(${fence} as bigint))`
    })
    return db
      .updateTable('agent')
      .set({ lease_expires_at: slot.expiresAt as number })
      .where(sql<boolean>`(user_id, fence) in (values ${sql.join(desks)})`)
      .returning(['user_id', 'fence', 'state', 'seq'])
  })
}

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

/**
 * After a start nobody could renew: everyone who was there gets one full period, and no more, should the machine's clock
 * have been set back while central was away.
 */
export async function grantLeases(db: Executor, expiresAt: number): Promise<void> {
  await db.updateTable('agent').set({ lease_expires_at: expiresAt }).where('state', 'not in', awayStates).execute()
}
