import type { OpportunityId } from '#shared/protocol/ids.ts'
import type { QueryResult } from '#shared/protocol/query/query.ts'
import type { Answer } from './asker.ts'
import { MOST_LISTED } from './limits.ts'

type Stage = QueryResult<'customer.opportunities'>['opportunities'][number]['stage']

/** Those that close last first; without a date at the end. */
export const listOpportunities: Answer<'customer.opportunities'> = async ({ db }, { customerId }) => {
  const rows = await db
    .selectFrom('opportunity')
    .selectAll()
    .where('customer_id', '=', customerId)
    .orderBy((e) => e.fn.coalesce('closes_at', e.lit(0)), 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_LISTED)
    .execute()
  return {
    opportunities: rows.map((row) => ({
      opportunityId: row.id as OpportunityId,
      title: row.title,
      stage: row.stage as Stage,
      amount: { minor: row.amount_minor, currency: row.currency },
      closesAt: row.closes_at,
      ownerName: row.owner_name,
    })),
  }
}
