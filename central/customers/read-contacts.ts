import type { Executor } from '#central/db/executor.ts'
import type { CustomerSummary } from '#shared/protocol/view/customer.ts'
import { selectSummaries, toSummary } from './read-summaries.ts'

/** People of a company, members of a household, and the company or household somebody belongs to; latest contact first. */
export async function readContacts(
  db: Executor,
  customer: { id: string; company_id: string | null },
  limit: number,
): Promise<CustomerSummary[]> {
  const rows = await selectSummaries(db)
    .where('customer.id', 'in', (e) =>
      e
        .selectFrom('customer_contact')
        .select('contact_id as id')
        .where('customer_id', '=', customer.id)
        .union(e.selectFrom('customer_contact').select('customer_id as id').where('contact_id', '=', customer.id))
        .union(
          e.selectFrom('customer as colleague').select('colleague.id').where('colleague.company_id', '=', customer.id),
        )
        .union(
          e
            .selectFrom('customer as employer')
            .select('employer.id')
            .where('employer.id', '=', customer.company_id ?? ''),
        ),
    )
    .where('customer.id', '!=', customer.id)
    .orderBy((e) => e.fn.coalesce('customer.last_contact_at', e.lit(0)), 'desc')
    .orderBy('customer.id')
    .limit(limit)
    .execute()
  return rows.map(toSummary)
}
