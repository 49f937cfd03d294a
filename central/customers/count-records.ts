import type { Executor } from '#central/db/executor.ts'
import type { CustomerProfile } from '#shared/protocol/view/customer.ts'

/** How much each tab of the record holds; one statement, each part by its own index. */
export async function countRecords(db: Executor, customerId: string): Promise<CustomerProfile['counts']> {
  const row = await db
    .selectNoFrom((e) => {
      const countOf = (table: 'interaction' | 'sales_order' | 'support_case' | 'opportunity' | 'task') =>
        e
          .selectFrom(table)
          .select((s) => s.fn.countAll<number>().as('count'))
          .where(`${table}.customer_id`, '=', customerId)
      const documents = e
        .selectFrom('document')
        .select((s) => s.fn.countAll<number>().as('count'))
        .where('customer_id', '=', customerId)
      const recordings = e
        .selectFrom('recording')
        .select((s) => s.fn.countAll<number>().as('count'))
        .where('customer_id', '=', customerId)
      const contracts = e
        .selectFrom('account')
        .select((s) => s.fn.countAll<number>().as('count'))
        .where('customer_id', '=', customerId)
        .where('kind', '=', 'contract')
      return [
        countOf('interaction').as('interactions'),
        countOf('sales_order').as('orders'),
        countOf('support_case').as('cases'),
        countOf('opportunity').as('opportunities'),
        countOf('task').as('tasks'),
        documents.as('documents'),
        recordings.as('recordings'),
        contracts.as('contracts'),
      ]
    })
    .executeTakeFirstOrThrow()
  return {
    interactions: row.interactions ?? 0,
    orders: row.orders ?? 0,
    cases: row.cases ?? 0,
    opportunities: row.opportunities ?? 0,
    tasks: row.tasks ?? 0,
    files: (row.documents ?? 0) + (row.recordings ?? 0) + (row.contracts ?? 0),
  }
}
