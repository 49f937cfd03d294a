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
    // a claimed timer comes again when its claim has run out
    e
      .selectFrom('timer')
      .select((t) =>
        t.fn
          .min<number | null>(
            t
              .case()
              .when('claimed_until', '>', t.ref('due_at'))
              .then(t.ref('claimed_until'))
              .else(t.ref('due_at'))
              .end(),
          )
          .as('at'),
      )
      .as('timer_at'),
    e
      .selectFrom('agent')
      .select((a) => a.fn.min<number | null>('lease_expires_at').as('at'))
      .where('state', 'not in', awayStates)
      .as('lease_at'),
    selectMatchable(db, slot.now).limit(1).as('matchable'),
  ]),
)
