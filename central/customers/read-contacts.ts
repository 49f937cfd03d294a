import type { Executor } from '#central/db/executor.ts'
import { prepareQuery } from '#central/db/prepare-query.ts'
import type { CustomerSummary } from '#shared/protocol/view/customer.ts'
import { selectSummaries, toSummary } from './read-summaries.ts'

/** People of a company, members of a household, and the company or household somebody belongs to; latest contact first. */
export async function readContacts(
  db: Executor,
  customer: { id: string; company_id: string | null },
  limit: number,
): Promise<CustomerSummary[]> {
  const rows = await selectContacts(db, { id: customer.id, companyId: customer.company_id ?? '', limit })
  return rows.map(toSummary)
}

const selectContacts = prepareQuery((db, slot: { id: string; companyId: string; limit: number }) => {
  const linked = db
    .selectFrom('customer_contact')
    .select('contact_id as linked_id')
    .where('customer_id', '=', slot.id)
    .union(db.selectFrom('customer_contact').select('customer_id as linked_id').where('contact_id', '=', slot.id))
    .union(
      db
        .selectFrom('customer as colleague')
        .select('colleague.id as linked_id')
        .where('colleague.company_id', '=', slot.id),
    )
    .union(
      db
        .selectFrom('customer as employer')
        .select('employer.id as linked_id')
        .where('employer.id', '=', slot.companyId),
    )
  // a join, not `in`: SQLite would read every customer and look each up in the list
  return selectSummaries(db)
    .innerJoin(linked.as('linked'), 'linked.linked_id', 'customer.id')
    .where('customer.id', '!=', slot.id)
    .orderBy((e) => e.fn.coalesce('customer.last_contact_at', e.lit(0)), 'desc')
    .orderBy('customer.id')
    .limit(slot.limit)
})
