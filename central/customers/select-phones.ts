import type { Selectable } from 'kysely'
import { fromFlag } from '#central/db/columns.ts'
import type { Executor } from '#central/db/executor.ts'
import { prepareListQuery, prepareQuery } from '#central/db/prepare-query.ts'
import type { Database } from '#central/db/schema.ts'
import type { Phone } from './read-phones.ts'

/** A customer's phones, the primary one first. */
export async function selectPhones(db: Executor, customerId: string): Promise<Phone[]> {
  return (await select(db, { customerId })).map(toPhone)
}

/** The same for several customers; who has no phone is left out. */
export async function selectPhonesAmong(db: Executor, customerIds: readonly string[]): Promise<Map<string, Phone[]>> {
  const rows = Map.groupBy(await selectAmong(db, customerIds), (row) => row.customer_id)
  return new Map([...rows].map(([customerId, phones]) => [customerId, phones.map(toPhone)]))
}

const select = prepareQuery((db, slot: { customerId: string }) =>
  db
    .selectFrom('customer_phone')
    .select(['e164', 'label', 'is_primary'])
    .where('customer_id', '=', slot.customerId)
    .orderBy('is_primary', 'desc')
    .orderBy('e164'),
)

const selectAmong = prepareListQuery((db, ids) =>
  db
    .selectFrom('customer_phone')
    .select(['customer_id', 'e164', 'label', 'is_primary'])
    .where('customer_id', 'in', ids)
    .orderBy('is_primary', 'desc')
    .orderBy('e164'),
)

type Row = Pick<Selectable<Database['customer_phone']>, 'e164' | 'label' | 'is_primary'>

function toPhone(row: Row): Phone {
  return { e164: row.e164, label: row.label as Phone['label'], primary: fromFlag(row.is_primary) }
}
