import type { Executor } from './executor.ts'
import { prepareQuery } from './prepare-query.ts'

/**
 * Things that are due: rows, never a timer that dies with a process.
 * `offer-expiry` is about an offer, `join` and `max-wait` about a call, `wrap-up` about a wrap-up.
 */
export type TimerKind = 'offer-expiry' | 'join' | 'max-wait' | 'wrap-up'
export type Timer = { id: string; kind: TimerKind; subjectId: string; dueAt: number }

/** How long a claim holds: a node that died while at it is replaced after this. */
const CLAIM_MS = 30_000

/** Sets the one timer of this kind and subject, or moves it. */
export async function setTimer(tx: Executor, timer: Timer & { now: number }): Promise<void> {
  await tx
    .insertInto('timer')
    .values({
      id: timer.id,
      kind: timer.kind,
      subject_id: timer.subjectId,
      due_at: timer.dueAt,
      claimed_until: 0,
      created_at: timer.now,
    })
    .onConflict((conflict) =>
      conflict.columns(['kind', 'subject_id']).doUpdateSet({ due_at: timer.dueAt, claimed_until: 0 }),
    )
    .execute()
}

/** Takes a timer away. Nothing happens when it is not there. */
export async function cancelTimer(tx: Executor, kind: TimerKind, subjectId: string): Promise<void> {
  await tx.deleteFrom('timer').where('kind', '=', kind).where('subject_id', '=', subjectId).execute()
}

/** Claims what is due, at most `limit`, earliest first. Each goes to one claimer; the handler deletes the row. */
export async function claimDueTimers(db: Executor, now: number, limit = 100): Promise<Timer[]> {
  const due = await selectDue(db, { now, limit })
  const claimed: Timer[] = []
  for (const row of due) {
    const { numUpdatedRows } = await db
      .updateTable('timer')
      .set({ claimed_until: now + CLAIM_MS })
      .where('id', '=', row.id)
      .where('claimed_until', '=', row.claimed_until)
      .where('due_at', '=', row.due_at)
      .executeTakeFirst()
    if (numUpdatedRows === 1n) {
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
  const { numDeletedRows } = await tx
    .deleteFrom('timer')
    .where('id', '=', timer.id)
    .where('due_at', '=', timer.dueAt)
    .executeTakeFirst()
  return numDeletedRows === 1n
}
