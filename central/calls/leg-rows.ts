import { type Insertable, type Selectable, sql } from 'kysely'
import type { Executor } from '#central/db/executor.ts'
import { prepareListQuery, prepareQuery } from '#central/db/prepare-query.ts'
import type { Database } from '#central/db/schema.ts'
import { insertRowOnce, updateRows } from '#central/db/write-row.ts'
import type { LegStanding } from '#shared/domain/call/leg-fact.ts'
import { type AnsweredBy, TerminationCause } from '#shared/protocol/call.ts'

export type LegRow = Selectable<Database['leg']>

/** A leg's row stands before the line hears of it, so that no fact about it comes from nowhere. False: it is there. */
export async function insertLeg(
  tx: Executor,
  leg: Pick<Insertable<Database['leg']>, 'id' | 'call_id' | 'role' | 'user_id' | 'vendor_id' | 'state' | 'place'> & {
    now: number
  },
): Promise<boolean> {
  const { now, ...row } = leg
  // since 0: the sender's clock orders the facts of a leg, so its first one is always new
  const fresh = { muted: 0, since: 0, started_at: now, up_at: null, ended_at: null, cause: null, answered_by: null }
  return insertRowOnce(tx, 'leg', { ...row, ...fresh })
}

export async function findLeg(db: Executor, legId: string): Promise<LegRow | null> {
  const [row] = await selectLeg(db, { legId })
  return row ?? null
}

const selectLeg = prepareQuery((db, slot: { legId: string }) =>
  db.selectFrom('leg').selectAll().where('id', '=', slot.legId),
)

export async function listLegs(db: Executor, callIds: readonly string[]): Promise<LegRow[]> {
  return selectLegs(db, callIds)
}

const selectLegs = prepareListQuery((db, callIds) =>
  db.selectFrom('leg').selectAll().where('call_id', 'in', callIds).orderBy('started_at').orderBy('id'),
)

/**
 * Every leg of a provider that has not ended, with how its call stands: an ended call may still have one whose end
 * was not reported. In two steps, for joined SQLite would begin with every call the provider ever had. The condition
 * is spelled out, for a bound value would keep it from using the index on it.
 */
export async function listOpenLegs(
  db: Executor,
  provider: string,
): Promise<(LegRow & { call_state: Database['call']['state'] })[]> {
  const legs = await selectOpen(db, {})
  const calls = await selectCalls(db, [...new Set(legs.map((leg) => leg.call_id))])
  const states = new Map(calls.flatMap((call) => (call.provider === provider ? [[call.id, call.state] as const] : [])))
  return legs.flatMap((leg) => {
    const state = states.get(leg.call_id)
    return state ? [{ ...leg, call_state: state }] : []
  })
}

const selectOpen = prepareQuery((db) => db.selectFrom('leg').selectAll().where(sql<boolean>`leg.state <> 'ended'`))
const selectCalls = prepareListQuery((db, ids) =>
  db.selectFrom('call').select(['id', 'state', 'provider']).where('id', 'in', ids),
)

/**
 * Legs of living calls that serve nobody: of an agent who has the call no more, of somebody who is asked no more, of a
 * supervisor who left. A hang-up that the line refused leaves them.
 */
export async function listStrayLegs(db: Executor): Promise<Set<string>> {
  return new Set((await selectStray(db, {})).map(({ id }) => id))
}

const selectStray = prepareQuery((db) =>
  db
    .selectFrom('leg')
    .innerJoin('call', 'call.id', 'leg.call_id')
    .select('leg.id')
    .where(sql<boolean>`leg.state <> 'ended'`)
    .where('call.state', '<>', 'ended')
    .where((e) =>
      e.or([
        e.and([
          e('leg.role', '=', 'agent'),
          e.or([e('call.agent_id', 'is', null), e('leg.user_id', '<>', e.ref('call.agent_id'))]),
        ]),
        e.and([e('leg.role', '=', 'target'), e('call.state', '<>', 'handed_on')]),
        e('leg.role', '=', 'supervisor'),
      ]),
    )
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('monitor')
            .select('monitor.id')
            .where('monitor.ended_at', 'is', null)
            .whereRef('monitor.leg_id', '=', 'leg.id'),
        ),
      ),
    )
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('consult')
            .select('consult.id')
            .where('consult.ended_at', 'is', null)
            .whereRef('consult.leg_id', '=', 'leg.id'),
        ),
      ),
    ),
)

export function readStanding(leg: LegRow): LegStanding {
  return {
    state: leg.state,
    place: leg.place,
    muted: leg.muted === 1,
    since: leg.since,
    cause: leg.cause === null ? null : TerminationCause.parse(leg.cause),
  }
}

/** Writes where a leg stands; answers the row as it is now. */
export async function saveStanding(
  tx: Executor,
  leg: LegRow,
  standing: LegStanding,
  { vendorId, upAt, now }: { vendorId: string | null; upAt: number | null; now: number },
): Promise<LegRow> {
  const change = {
    state: standing.state,
    place: standing.place,
    muted: standing.muted ? 1 : 0,
    since: standing.since,
    cause: standing.cause,
    vendor_id: vendorId ?? leg.vendor_id,
    up_at: leg.up_at ?? upAt,
    ended_at: standing.state === 'ended' ? (leg.ended_at ?? now) : null,
  }
  await updateRows(tx, 'leg', { id: leg.id }, change)
  return { ...leg, ...change }
}

/** Keeps who picked up; answers the row as it is now. */
export async function saveAnsweredBy(tx: Executor, leg: LegRow, by: AnsweredBy): Promise<LegRow> {
  await updateRows(tx, 'leg', { id: leg.id }, { answered_by: by })
  return { ...leg, answered_by: by }
}

/** Who was asked has the call now: their leg is an agent's. */
export async function makeAgentLeg(tx: Executor, legId: string): Promise<void> {
  await updateRows(tx, 'leg', { id: legId }, { role: 'agent' })
}

/** An end that came before its beginning: kept, so that the leg is born ended when its arrival comes. */
export async function buryUnknownLeg(
  tx: Executor,
  leg: { id: string; callId: string; cause: TerminationCause; at: number; now: number },
): Promise<void> {
  await insertRowOnce(tx, 'leg', {
    id: leg.id,
    call_id: leg.callId,
    role: 'customer',
    user_id: null,
    vendor_id: null,
    state: 'ended',
    place: 'parked',
    muted: 0,
    since: leg.at,
    started_at: leg.now,
    up_at: null,
    ended_at: leg.now,
    cause: leg.cause,
    answered_by: null,
  })
}
