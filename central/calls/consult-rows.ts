import type { Selectable } from 'kysely'
import type { Executor } from '#central/db/executor.ts'
import { prepareQuery } from '#central/db/prepare-query.ts'
import type { Database } from '#central/db/schema.ts'
import { insertRow, updateRows } from '#central/db/write-row.ts'
import { type Consult, ConsultEnd, type ConsultState } from '#shared/protocol/call.ts'
import { ConsultId, LegId, UserId } from '#shared/protocol/ids.ts'

export type ConsultRow = Selectable<Database['consult']>

/** How many digits of a number an event tells: enough to know it again, too few to be somebody's. */
const TOLD_DIGITS = 4

export async function insertConsult(
  tx: Executor,
  consult: Omit<ConsultRow, 'state' | 'since' | 'ended_at' | 'outcome'>,
): Promise<ConsultRow> {
  const row = { ...consult, state: 'ringing' as const, since: consult.started_at, ended_at: null, outcome: null }
  await insertRow(tx, 'consult', row)
  return row
}

/** The newest consult of a call, open or over. */
export async function findLastConsult(db: Executor, callId: string): Promise<ConsultRow | null> {
  const [row] = await selectLast(db, { callId })
  return row ?? null
}

const selectLast = prepareQuery((db, slot: { callId: string }) =>
  db
    .selectFrom('consult')
    .selectAll()
    .where('call_id', '=', slot.callId)
    // the open one, also where this machine's clock was set back since an earlier one began
    .orderBy((e) => e.case().when('ended_at', 'is', null).then(e.lit(0)).else(e.lit(1)).end())
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1),
)

/** The consult that is under way on a call; a call has one at a time. */
export async function findOpenConsult(db: Executor, callId: string): Promise<ConsultRow | null> {
  const last = await findLastConsult(db, callId)
  return last?.ended_at === null ? last : null
}

/** The call that an agent is asked about now and has answered: their desk shows it though it is somebody else's. */
export async function findConsultOfAgent(db: Executor, userId: UserId): Promise<ConsultRow | null> {
  const [row] = await selectOfAgent(db, { userId })
  return row ?? null
}

const selectOfAgent = prepareQuery((db, slot: { userId: string }) =>
  db
    .selectFrom('consult')
    .selectAll()
    .where('to_user_id', '=', slot.userId)
    .where('ended_at', 'is', null)
    .where('leg_id', 'is not', null)
    .limit(1),
)

/** Changes an open consult of a call that this transaction holds. */
export async function updateConsult(
  tx: Executor,
  consult: ConsultRow,
  change: Partial<Pick<ConsultRow, 'state' | 'since' | 'leg_id' | 'ended_at' | 'outcome'>>,
): Promise<ConsultRow> {
  await updateRows(tx, 'consult', { id: consult.id }, change)
  return { ...consult, ...change }
}

/** What desks are told; null when it is over. */
export function toConsult(row: ConsultRow | null): Consult | null {
  if (row?.ended_at !== null) return null
  const to =
    row.to_user_id === null
      ? { kind: 'number' as const, tail: (row.to_number ?? '').replace(/\D/g, '').slice(-TOLD_DIGITS) }
      : { kind: 'agent' as const, userId: UserId.parse(row.to_user_id) }
  return {
    consultId: ConsultId.parse(row.id),
    to,
    legId: row.leg_id === null ? null : LegId.parse(row.leg_id),
    state: row.state as ConsultState,
    since: row.since,
  }
}

/** How the last consult ended; null when there was none or one is under way. */
export function toConsultEnd(row: ConsultRow | null): ConsultEnd | null {
  return row?.outcome == null ? null : ConsultEnd.parse(row.outcome)
}
