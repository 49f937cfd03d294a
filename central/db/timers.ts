import type { Executor } from './executor.ts'
import { prepareChange, prepareQuery } from './prepare-query.ts'
import { updateRows } from './write-row.ts'

/**
 * Things that are due: rows, never a timer that dies with a process.
 * `offer-expiry` is about an offer, `join`, `max-wait`, `message`, `away-park`, `away-return`, `monitor-away`,
 * `consult-away` and `park-return` about a call, `wrap-up` about a wrap-up, `target-rings` about a leg.
 */
export type TimerKind =
  | 'offer-expiry'
  | 'join'
  | 'max-wait'
  | 'message'
  | 'wrap-up'
  | 'away-park'
  | 'away-return'
  | 'monitor-away'
  | 'consult-away'
  | 'park-return'
  | 'target-rings'
export type Timer = { id: string; kind: TimerKind; subjectId: string; dueAt: number }

/** How long a claim holds: a node that died while at it is replaced after this. */
const CLAIM_MS = 30_000

/** Sets the one timer of this kind and subject, or moves it. */
export async function setTimer(tx: Executor, timer: Timer & { now: number }): Promise<void> {
  await upsert(tx, timer)
}

const insert = (db: Executor, slot: Timer & { now: number }) =>
  db.insertInto('timer').values({
    id: slot.id,
    kind: slot.kind,
    subject_id: slot.subjectId,
    due_at: slot.dueAt,
    claimed_until: 0,
    created_at: slot.now,
  })

const upsert = prepareChange((db, slot: Timer & { now: number }) =>
  insert(db, slot).onConflict((conflict) =>
    conflict.columns(['kind', 'subject_id']).doUpdateSet({ due_at: slot.dueAt, claimed_until: 0 }),
  ),
)

/** Sets the one timer of this kind and subject, unless it is set already. */
export async function addTimer(tx: Executor, timer: Timer & { now: number }): Promise<void> {
  await insertNew(tx, timer)
}

const insertNew = prepareChange((db, slot: Timer & { now: number }) =>
  insert(db, slot).onConflict((conflict) => conflict.columns(['kind', 'subject_id']).doNothing()),
)

/** Takes a timer away. False: it was not there. */
export async function cancelTimer(tx: Executor, kind: TimerKind, subjectId: string): Promise<boolean> {
  return (await remove(tx, { kind, subjectId })) === 1
}

const remove = prepareChange((db, slot: { kind: TimerKind; subjectId: string }) =>
  db.deleteFrom('timer').where('kind', '=', slot.kind).where('subject_id', '=', slot.subjectId),
)

/** Claims what is due, at most `limit`, earliest first. Each goes to one claimer; the handler deletes the row. */
export async function claimDueTimers(db: Executor, now: number, limit = 100): Promise<Timer[]> {
  const due = await selectDue(db, { now, limit })
  const claimed: Timer[] = []
  for (const row of due) {
    const unclaimed = { id: row.id, claimed_until: row.claimed_until, due_at: row.due_at }
    if ((await updateRows(db, 'timer', unclaimed, { claimed_until: now + CLAIM_MS })) === 1) {
      claimed.push({ id: row.id, kind: row.kind as TimerKind, subjectId: row.subject_id, dueAt: row.due_at })
    }
  }
  return claimed
}

const selectDue = prepareQuery((db, slot: { now: number; limit: number }) =>
  db
    .selectFrom('timer')
    .select(['id', 'kind', 'subject_id', 'due_at', 'claimed_until'])
    .where('due_at', '<=', slot.now)
    .where('claimed_until', '<=', slot.now)
    .orderBy('due_at')
    .limit(slot.limit),
)

/** Takes a due timer's row away. False: it was cancelled or moved after it was claimed, and is not due any more. */
export async function takeTimer(tx: Executor, timer: Timer): Promise<boolean> {
  return (await take(tx, { id: timer.id, dueAt: timer.dueAt })) === 1
}

const take = prepareChange((db, slot: { id: string; dueAt: number }) =>
  db.deleteFrom('timer').where('id', '=', slot.id).where('due_at', '=', slot.dueAt),
)
