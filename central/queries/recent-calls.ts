import { type InteractionRow, readInteractionViews, selectInteractions } from '#central/customers/read-interactions.ts'
import type { Executor } from '#central/db/executor.ts'
import type { CustomerId } from '#shared/protocol/ids.ts'
import type { RecentCall } from '#shared/protocol/query/query.ts'

/** Interactions with their customer's name, for lists that are not one customer's. */
export function selectNamedInteractions(db: Executor) {
  return selectInteractions(db)
    .leftJoin('customer', 'customer.id', 'interaction.customer_id')
    .select('customer.name as customer_name')
}

type NamedRow = InteractionRow & { customer_name: string | null }

export async function readRecentCalls(db: Executor, rows: readonly NamedRow[]): Promise<RecentCall[]> {
  const views = await readInteractionViews(db, rows)
  return rows.flatMap((row, index) => {
    const interaction = views[index]
    if (!interaction) return []
    const customerId = row.customer_id as CustomerId | null
    return [{ interaction, customerId, customerName: row.customer_name, number: row.number }]
  })
}
