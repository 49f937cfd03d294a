import type { Insertable, Selectable, Updateable } from 'kysely'
import type { Executor } from '#central/db/executor.ts'
import { prepareQuery } from '#central/db/prepare-query.ts'
import type { Database } from '#central/db/schema.ts'
import { insertRowOnce, updateRows } from '#central/db/write-row.ts'
import type { UserId } from '#shared/protocol/ids.ts'

export type CallRow = Selectable<Database['call']>

/** States in which an agent has the call: accepted, joined or about to. */
export const agentStates: readonly CallRow['state'][] = ['connecting', 'connected']

/**
 * Reads a call and holds its row until the transaction ends: everything about one call happens one after another.
 * Always before the agent's row. Null: there is no such call.
 */
export async function lockCall(tx: Executor, callId: string): Promise<CallRow | null> {
  const [row] = await holdCall(tx, { callId })
  return row ?? null
}

const holdCall = prepareQuery((db, slot: { callId: string }) =>
  db
    .updateTable('call')
    .set((e) => ({ version: e('version', '+', 1) }))
    .where('id', '=', slot.callId)
    .returningAll(),
)

/** The same for a call that this agent has; a call of somebody else is not even touched. */
export async function lockCallOf(tx: Executor, { callId, userId }: { callId: string; userId: string }) {
  const [row] = await holdCallOf(tx, { callId, userId })
  return row ?? null
}

const holdCallOf = prepareQuery((db, slot: { callId: string; userId: string }) =>
  db
    .updateTable('call')
    .set((e) => ({ version: e('version', '+', 1) }))
    .where('id', '=', slot.callId)
    .where('agent_id', '=', slot.userId)
    .returningAll(),
)

export async function findCall(db: Executor, callId: string): Promise<CallRow | null> {
  const [row] = await selectCall(db, { callId })
  return row ?? null
}

const selectCall = prepareQuery((db, slot: { callId: string }) =>
  db.selectFrom('call').selectAll().where('id', '=', slot.callId),
)

/** Records an arrival. False when the provider's call is already known: the second time changes nothing. */
export function insertCall(tx: Executor, call: Insertable<Database['call']>): Promise<boolean> {
  return insertRowOnce(tx, 'call', call)
}

/** Changes a call that this transaction holds and answers it as it is now. */
export async function updateCall(tx: Executor, call: CallRow, change: Updateable<Database['call']>): Promise<CallRow> {
  await updateRows(tx, 'call', { id: call.id }, change)
  return { ...call, ...change } as CallRow
}

/** Calls that an agent has now: normally one. */
export async function listAgentCalls(db: Executor, userId: UserId): Promise<CallRow[]> {
  return selectOfAgent(db, { userId })
}

const selectOfAgent = prepareQuery((db, slot: { userId: string }) =>
  db
    .selectFrom('call')
    .selectAll()
    .where('agent_id', '=', slot.userId)
    .where('state', 'in', agentStates)
    .orderBy('arrived_at'),
)

/** Calls waiting in these queues, first in line first. Calls that are being sent away wait for nobody. */
export async function listWaitingCalls(
  db: Executor,
  { queueIds, limit }: { queueIds: readonly string[] | 'all'; limit: number },
): Promise<Pick<CallRow, 'id' | 'queue_id'>[]> {
  if (queueIds !== 'all' && queueIds.length === 0) return []
  return db
    .selectFrom('call')
    .select(['id', 'queue_id'])
    .where('state', '=', 'queued')
    .where('ended_by', 'is', null)
    .$if(queueIds !== 'all', (query) => query.where('queue_id', 'in', [...queueIds]))
    .orderBy('queue_position_at')
    .orderBy('arrived_at')
    .orderBy('id')
    .limit(limit)
    .execute()
}
