import { awayStates } from '#central/agents/leases.ts'
import { selectMatchable } from '#central/calls/matchable-queues.ts'
import type { Executor } from '#central/db/executor.ts'
import { prepareQuery } from '#central/db/prepare-query.ts'

/** When a timer and a lease run out next (null: there is none), and whether a call waits while somebody is free. */
export type Due = { timerAt: number | null; leaseAt: number | null; isMatchable: boolean }

/** Everything that time alone brings about, in one statement: it is asked all day and mostly answers "not yet". */
export async function readDue(db: Executor, now: number): Promise<Due> {
  const [row] = await select(db, { now })
  if (!row) throw new Error('what is due is always one row')
  return { timerAt: row.timer_at, leaseAt: row.lease_at, isMatchable: row.matchable !== null }
}

const select = prepareQuery((db, slot: { now: number }) =>
  db.selectNoFrom((e) => [
    // one that somebody is at comes back with the rest between looks, should they fail
    e
      .selectFrom('timer')
      .select('due_at')
      .where('claimed_until', '<=', slot.now)
      .orderBy('due_at')
      .limit(1)
      .as('timer_at'),
    e
      .selectFrom('agent')
      .select('lease_expires_at')
      .where('state', 'not in', awayStates)
      .orderBy('lease_expires_at')
      .limit(1)
      .as('lease_at'),
    selectMatchable(db, slot.now).limit(1).as('matchable'),
  ]),
)
