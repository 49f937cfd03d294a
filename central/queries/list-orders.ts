import { readOrderViews } from '#central/customers/read-orders.ts'
import type { Answer } from './asker.ts'
import { readPage } from './read-page.ts'

export const listOrders: Answer<'customer.orders'> = async ({ db }, { customerId, ...request }) => {
  const page = await readPage(
    request,
    ({ before, from, count }) => {
      let query = db
        .selectFrom('sales_order')
        .selectAll()
        .where('customer_id', '=', customerId)
        .where('placed_at', '>=', from)
      if (before !== null) query = query.where('placed_at', '<', before)
      return query.orderBy('placed_at', 'desc').orderBy('id', 'desc').limit(count).execute()
    },
    (row) => row.placed_at,
  )
  return { orders: await readOrderViews(db, page.rows), more: page.more }
}
