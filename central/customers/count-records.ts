import type { Executor } from '#central/db/executor.ts'
import { prepareQuery } from '#central/db/prepare-query.ts'
import type { CustomerProfile } from '#shared/protocol/view/customer.ts'

/** How much each tab of the record holds; one statement, each part by its own index. */
export async function countRecords(db: Executor, customerId: string): Promise<CustomerProfile['counts']> {
  const [row] = await selectCounts(db, { customerId })
  if (!row) throw new Error('counting answered no row')
  return {
    interactions: row.interactions ?? 0,
    orders: row.orders ?? 0,
    cases: row.cases ?? 0,
    opportunities: row.opportunities ?? 0,
    tasks: row.tasks ?? 0,
    files: (row.documents ?? 0) + (row.recordings ?? 0) + (row.contracts ?? 0),
  }
}

const selectCounts = prepareQuery((db, { customerId }: { customerId: string }) =>
  db.selectNoFrom((e) => {
    const countOf = (
      table:
        | 'interaction'
        | 'sales_order'
        | 'support_case'
        | 'opportunity'
        | 'task'
        | 'document'
        | 'recording'
        | 'account',
    ) =>
      e
        .selectFrom(table)
        .select((s) => s.fn.countAll<number>().as('count'))
        .where(`${table}.customer_id`, '=', customerId)
    return [
      countOf('interaction').as('interactions'),
      countOf('sales_order').as('orders'),
      countOf('support_case').as('cases'),
      countOf('opportunity').as('opportunities'),
      countOf('task').as('tasks'),
      countOf('document').as('documents'),
      countOf('recording').where('recording.discarded_at', 'is', null).as('recordings'),
      countOf('account').where('account.kind', '=', 'contract').as('contracts'),
    ]
  }),
)
