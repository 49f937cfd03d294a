import type { Kysely } from 'kysely'
import { DeskEvent } from '#shared/protocol/event/event.ts'
import type { UserId } from '#shared/protocol/ids.ts'
import { insertInBulk } from './bulk-insert.ts'
import type { Executor } from './executor.ts'
import { prepareQuery } from './prepare-query.ts'
import type { Database } from './schema.ts'
import { insertRow } from './write-row.ts'

export type LoggedEvent = { seq: number; at: number; event: DeskEvent }
export type NewEvent = { userId: UserId; event: DeskEvent }
/** An event with the number its agent's log gave it. */
export type AppendedEvent = LoggedEvent & { userId: UserId }

/** Appends one event to the log of the agent it concerns. Answers its number, gapless per agent. */
export async function appendEvent(
  tx: Executor,
  { userId, event, at }: { userId: UserId; event: DeskEvent; at: number },
): Promise<number> {
  return appendToLog(tx, userId, [event], at)
}

/**
 * Appends many, in the order given. The row of each agent stays locked until the transaction ends, so a number is
 * never visible before the ones below it. Answers them with their numbers, each agent's in order.
 */
export async function appendEvents(tx: Executor, events: readonly NewEvent[], at: number): Promise<AppendedEvent[]> {
  const byUser = Map.groupBy(events, (entry) => entry.userId)
  // always in the same order of agents: two transactions that tell the same people never wait for each other in a ring
  const users = [...byUser.keys()].sort()
  const appended: AppendedEvent[] = []
  for (const userId of users) {
    const own = (byUser.get(userId) ?? []).map((entry) => entry.event)
    const first = (await appendToLog(tx, userId, own, at)) - own.length + 1
    for (const [index, event] of own.entries()) appended.push({ userId, seq: first + index, at, event })
  }
  return appended
}

async function appendToLog(tx: Executor, userId: UserId, events: readonly DeskEvent[], at: number): Promise<number> {
  const last = (await advanceSeq(tx, userId, events.length)) ?? (await startLog(tx, userId, events.length))
  const first = last - events.length + 1
  const rows = events.map((event, index) => ({
    user_id: userId,
    seq: first + index,
    at,
    type: event.type,
    body: JSON.stringify(event),
  }))
  const [only] = rows
  // nearly every flow tells one thing, and PostgreSQL takes longer to read a list of one than to insert it
  if (only && rows.length === 1) await insertRow(tx, 'event_log', only)
  else await insertInBulk(tx, 'event_log', rows)
  return last
}

async function advanceSeq(tx: Executor, userId: UserId, count: number): Promise<number | undefined> {
  const [row] = await addToSeq(tx, { userId, count })
  return row?.seq
}

const addToSeq = prepareQuery((db, slot: { userId: string; count: number }) =>
  db
    .updateTable('agent')
    .set((e) => ({ seq: e('seq', '+', slot.count) }))
    .where('user_id', '=', slot.userId)
    .returning('seq'),
)

/** Somebody who never signed in (a task was given to them): the row that counts their events is made now. */
async function startLog(tx: Executor, userId: UserId, count: number): Promise<number> {
  await ensureAgent(tx, userId)
  const seq = await advanceSeq(tx, userId, count)
  if (seq === undefined) throw new Error('an agent row that was just made is gone')
  return seq
}

/** Makes the row of a user who never signed in: offline, no lease, no events. */
export async function ensureAgent(tx: Executor, userId: UserId): Promise<void> {
  await tx
    .insertInto('agent')
    .values({
      user_id: userId,
      state: 'offline',
      reason: null,
      subject_id: null,
      since: 0,
      next_state: null,
      before_unreachable: null,
      idle_since: 0,
      device_id: null,
      fence: 0,
      lease_expires_at: 0,
      seq: 0,
      version: 0,
    })
    .onConflict((conflict) => conflict.column('user_id').doNothing())
    .execute()
}

/** An agent's events after a cursor, oldest first. Parsed on the way out: a log row is data from another time. */
export async function readEventsAfter(
  db: Executor,
  userId: UserId,
  seq: number,
  limit: number,
): Promise<LoggedEvent[]> {
  const rows = await selectAfter(db, { userId, seq, limit })
  return rows.map((row) => ({ seq: row.seq, at: row.at, event: DeskEvent.parse(JSON.parse(row.body)) }))
}

const selectAfter = prepareQuery((db, slot: { userId: string; seq: number; limit: number }) =>
  db
    .selectFrom('event_log')
    .select(['seq', 'at', 'body'])
    .where('user_id', '=', slot.userId)
    .where('seq', '>', slot.seq)
    .orderBy('seq')
    .limit(slot.limit),
)

/** Drops events older than `before` (epoch ms). Answers how many. */
export async function pruneEvents(db: Executor, before: number): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('event_log').where('at', '<', before).executeTakeFirst()
  return Number(numDeletedRows)
}

/** Names this database's numbering of events: a desk that knows another one needs a snapshot. Made at first start. */
export async function ensureEpoch(db: Kysely<Database>, newId: () => string): Promise<string> {
  await db
    .insertInto('setting')
    .values({ key: 'epoch', value: newId() })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
  return readEpoch(db)
}

export async function readEpoch(db: Executor): Promise<string> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', 'epoch').executeTakeFirst()
  if (!row) throw new Error('this database has no epoch: ensureEpoch runs at every start')
  return row.value
}
