import type { Executor } from '#central/db/executor.ts'
import { prepareListQuery } from '#central/db/prepare-query.ts'
import type { CustomerId } from '#shared/protocol/ids.ts'
import type { CustomerSummary } from '#shared/protocol/view/customer.ts'

/** The columns of one list row; the phone is the primary one. */
export function selectSummaries(db: Executor) {
  return db
    .selectFrom('customer')
    .select(['customer.id', 'kind', 'name', 'company', 'job_title', 'tier', 'city', 'last_contact_at'])
    .select((e) =>
      e
        .selectFrom('customer_phone')
        .select('e164')
        .whereRef('customer_phone.customer_id', '=', 'customer.id')
        .orderBy('is_primary', 'desc')
        .orderBy('e164')
        .limit(1)
        .as('phone'),
    )
}

export type SummaryRow = Awaited<ReturnType<ReturnType<typeof selectSummaries>['execute']>>[number]

export function toSummary(row: SummaryRow): CustomerSummary {
  return {
    customerId: row.id as CustomerId,
    kind: row.kind,
    name: row.name,
    company: row.company,
    jobTitle: row.job_title,
    tier: row.tier,
    city: row.city,
    phone: row.phone,
    lastContactAt: row.last_contact_at,
  }
}

/** The customers of these ids, in this order; those that are gone are left out. */
export async function readSummaries(db: Executor, ids: readonly string[]): Promise<CustomerSummary[]> {
  const rows = await selectAmong(db, ids)
  const found = new Map(rows.map((row) => [row.id, toSummary(row)]))
  return ids.flatMap((id) => found.get(id) ?? [])
}

const selectAmong = prepareListQuery((db, ids) => selectSummaries(db).where('customer.id', 'in', ids))
