import type { Executor } from '#central/db/executor.ts'
import { listSearchTerms, type Searchable } from '#shared/domain/search/search-terms.ts'

/** A customer's search rows; also for bulk loads. */
export function toSearchRows(customerId: string, customer: Searchable) {
  return listSearchTerms(customer).map((row) => ({ ...row, customer_id: customerId }))
}

/** Makes a customer findable by what it is called now, and by nothing else. */
export async function replaceSearchTerms(tx: Executor, customerId: string, customer: Searchable): Promise<void> {
  await tx.deleteFrom('customer_search_term').where('customer_id', '=', customerId).execute()
  await insertSearchTerms(tx, customerId, customer)
}

export async function insertSearchTerms(tx: Executor, customerId: string, customer: Searchable): Promise<void> {
  const rows = toSearchRows(customerId, customer)
  // a name of two hundred characters makes a few hundred rows: far below both databases' limit on parameters
  if (rows.length > 0) await tx.insertInto('customer_search_term').values(rows).execute()
}
