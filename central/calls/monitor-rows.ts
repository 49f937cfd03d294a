import type { Selectable } from 'kysely'
import type { Executor } from '#central/db/executor.ts'
import { prepareQuery } from '#central/db/prepare-query.ts'
import type { Database } from '#central/db/schema.ts'
import { insertRow, updateRows } from '#central/db/write-row.ts'
import type { Monitor } from '#shared/protocol/call.ts'
import { UserId } from '#shared/protocol/ids.ts'

export type MonitorRow = Selectable<Database['monitor']>

export async function insertMonitor(
  tx: Executor,
  monitor: Omit<MonitorRow, 'state' | 'since' | 'ended_at' | 'outcome'>,
): Promise<MonitorRow> {
  const row = { ...monitor, state: 'ringing' as const, since: monitor.started_at, ended_at: null, outcome: null }
  await insertRow(tx, 'monitor', row)
  return row
}

/** The supervisor who is in a call now; a call has one at a time. */
export async function findMonitor(db: Executor, callId: string): Promise<MonitorRow | null> {
  const [row] = await selectOfCall(db, { callId })
  return row ?? null
}

const selectOfCall = prepareQuery((db, slot: { callId: string }) =>
  db.selectFrom('monitor').selectAll().where('call_id', '=', slot.callId).where('ended_at', 'is', null),
)

/** The call that this person supervises now. */
export async function findMonitorBy(db: Executor, userId: UserId): Promise<MonitorRow | null> {
  const [row] = await selectOfUser(db, { userId })
  return row ?? null
}

const selectOfUser = prepareQuery((db, slot: { userId: string }) =>
  db.selectFrom('monitor').selectAll().where('by_user_id', '=', slot.userId).where('ended_at', 'is', null),
)

/** Changes an open one of a call that this transaction holds. */
export async function updateMonitor(
  tx: Executor,
  monitor: MonitorRow,
  change: Partial<Pick<MonitorRow, 'leg_id' | 'mode' | 'state' | 'since' | 'ended_at' | 'outcome'>>,
): Promise<MonitorRow> {
  await updateRows(tx, 'monitor', { id: monitor.id }, change)
  return { ...monitor, ...change }
}

/** Why somebody is no longer supervised. */
export type MonitorEnd = NonNullable<MonitorRow['outcome']>

export function toMonitor(row: MonitorRow | null): Monitor | null {
  if (row?.ended_at !== null) return null
  return { userId: UserId.parse(row.by_user_id), name: row.by_name, mode: row.mode, state: row.state, since: row.since }
}
