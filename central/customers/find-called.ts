import type { Executor } from '#central/db/executor.ts'
import { prepareQuery } from '#central/db/prepare-query.ts'

/** What is to be heeded before a number is called. `timeZone`: of the one customer who is meant or has it. */
export type CalledParty = { doNotCall: boolean; timeZone: string | null }

/**
 * Everybody who has this number, and whom the caller means. One of them who asked not to be called is enough: nobody
 * knows who picks up.
 */
export async function findCalled(
  db: Executor,
  { e164, customerId }: { e164: string; customerId: string | null },
): Promise<CalledParty> {
  const rows = await selectCalled(db, { e164, customerId: customerId ?? '' })
  const zones = new Set(rows.map((row) => row.time_zone))
  const [zone = null] = zones
  return { doNotCall: rows.some((row) => row.do_not_call === 1), timeZone: zones.size === 1 ? zone : null }
}

const selectCalled = prepareQuery((db, slot: { e164: string; customerId: string }) =>
  db
    .selectFrom('customer')
    .select(['id', 'do_not_call', 'time_zone'])
    .where((e) =>
      e.or([
        e('id', '=', slot.customerId),
        e('id', 'in', e.selectFrom('customer_phone').select('customer_id').where('e164', '=', slot.e164)),
      ]),
    ),
)
