import { sql } from 'kysely'
import type { Executor } from '#central/db/executor.ts'
import { prepareListQuery } from '#central/db/prepare-query.ts'
import { MOST_OWNERS } from '#shared/protocol/view/directory.ts'

/** Who has each of these numbers, as they are called now and most recently in contact first; unknown numbers are left out. */
export async function readOwners(db: Executor, numbers: readonly string[]): Promise<Map<string, string[]>> {
  const owners = new Map<string, string[]>()
  for (const { e164, name } of await selectOwners(db, numbers)) {
    owners.set(e164, [...(owners.get(e164) ?? []), name])
  }
  return owners
}

/** A switchboard may be everybody's: the rest of its owners stays in the database. */
const selectOwners = prepareListQuery((db, numbers) =>
  db
    .selectFrom((from) =>
      from
        .selectFrom('customer_phone')
        .innerJoin('customer', 'customer.id', 'customer_phone.customer_id')
        .select((e) => [
          'e164',
          'name',
          e.fn
            .agg<number>('row_number')
            .over((over) =>
              over
                .partitionBy('e164')
                .orderBy(e.fn.coalesce('customer.last_contact_at', e.lit(0)), 'desc')
                .orderBy('customer.id'),
            )
            .as('place'),
        ])
        .where('e164', 'in', numbers)
        .as('owner'),
    )
    .select(['e164', 'name'])
    .where('place', '<=', sql.lit(MOST_OWNERS))
    .orderBy('e164')
    .orderBy('place'),
)
