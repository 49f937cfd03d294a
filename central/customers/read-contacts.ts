import type { Executor } from '#central/db/executor.ts'
import type { CustomerSummary } from '#shared/protocol/view/customer.ts'
import { selectSummaries, toSummary } from './read-summaries.ts'

/** People of a company, members of a household, and the company or household somebody belongs to; latest contact first. */
export async function readContacts(
  db: Executor,
  customer: { id: string; company_id: string | null },
  limit: number,
): Promise<CustomerSummary[]> {
  const linked = db
    .selectFrom('customer_contact')
    .select('contact_id as linked_id')
    .where('customer_id', '=', customer.id)
    .union(db.selectFrom('customer_contact').select('customer_id as linked_id').where('contact_id', '=', customer.id))
    .union(
      db
        .selectFrom('customer as colleague')
        .select('colleague.id as linked_id')
        .where('colleague.company_id', '=', customer.id),
    )
    .union(db.selectNoFrom((e) => e.val(customer.company_id).as('linked_id')))
  // a join, not `in`: SQLite would read every customer and look each up in the list
  const rows = await selectSummaries(db)
    .innerJoin(linked.as('linked'), 'linked.linked_id', 'customer.id')
    .where('customer.id', '!=', customer.id)
    .orderBy((e) => e.fn.coalesce('customer.last_contact_at', e.lit(0)), 'desc')
    .orderBy('customer.id')
    .limit(limit)
    .execute()
  return rows.map(toSummary)
}
