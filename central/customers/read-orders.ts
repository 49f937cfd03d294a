import type { Selectable } from 'kysely'
import { fromJson } from '#central/db/columns.ts'
import type { Executor } from '#central/db/executor.ts'
import { prepareListQuery } from '#central/db/prepare-query.ts'
import type { CustomerTables } from '#central/db/schema/customers.ts'
import type { OrderId } from '#shared/protocol/ids.ts'
import type { OrderView } from '#shared/protocol/view/customer.ts'

export type OrderRow = Selectable<CustomerTables['sales_order']>

/** Orders with their shipment events, oldest event first: one statement for however many. */
export async function readOrderViews(db: Executor, rows: readonly OrderRow[]): Promise<OrderView[]> {
  const events = await selectEvents(
    db,
    rows.map((row) => row.id),
  )
  const eventsOf = Map.groupBy(events, (event) => event.order_id)
  return rows.map((row) => ({
    orderId: row.id as OrderId,
    number: row.number,
    placedAt: row.placed_at,
    status: row.status as OrderView['status'],
    total: { minor: row.total_minor, currency: row.currency },
    items: fromJson<OrderView['items']>(row.items),
    shipment: (eventsOf.get(row.id) ?? []).map(({ at, status, place }) => ({ at, status, place })),
  }))
}

const selectEvents = prepareListQuery((db, orderIds) =>
  db.selectFrom('shipment_event').selectAll().where('order_id', 'in', orderIds).orderBy('at').orderBy('status'),
)
