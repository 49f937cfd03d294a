import type { CaseId } from '#shared/protocol/ids.ts'
import type { Answer } from './asker.ts'
import { MOST_LISTED } from './limits.ts'

/** Newest first. */
export const listCases: Answer<'customer.cases'> = async ({ db }, { customerId }) => {
  const rows = await db
    .selectFrom('support_case')
    .selectAll()
    .where('customer_id', '=', customerId)
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_LISTED)
    .execute()
  return {
    cases: rows.map((row) => ({
      caseId: row.id as CaseId,
      number: row.number,
      subject: row.subject,
      status: row.status,
      priority: row.priority,
      openedAt: row.opened_at,
      updatedAt: row.updated_at,
      ownerName: row.owner_name,
    })),
  }
}
