import { fromFlag } from '#central/db/columns.ts'
import type { Executor } from '#central/db/executor.ts'
import { prepareQuery } from '#central/db/prepare-query.ts'
import type { Phone } from './read-phones.ts'

/** A customer's phones, the primary one first. */
export async function selectPhones(db: Executor, customerId: string): Promise<Phone[]> {
  const rows = await select(db, { customerId })
  return rows.map((row) => ({ e164: row.e164, label: row.label as Phone['label'], primary: fromFlag(row.is_primary) }))
}

const select = prepareQuery((db, slot: { customerId: string }) =>
  db
    .selectFrom('customer_phone')
    .select(['e164', 'label', 'is_primary'])
    .where('customer_id', '=', slot.customerId)
    .orderBy('is_primary', 'desc')
    .orderBy('e164'),
)
