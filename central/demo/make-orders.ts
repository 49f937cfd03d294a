import { type Customer, toMinor } from './make-customer.ts'
import { type Product, products } from './words/products.ts'
import { DAY, HOUR, type World } from './world.ts'

const KEPT = new Set(['shipped', 'delivered', 'returned'])

type OrderStatus = 'placed' | 'paid' | 'shipped' | 'delayed' | 'delivered' | 'returned' | 'canceled'
export type OrderPlan = {
  placedAt: number
  status: OrderStatus
  number?: string
  total?: number
  /** days late, for delayed ones */
  delayedDays?: number
  disputed?: { reference: string; dueAt: number }
}
export type MadeOrder = {
  number: string
  placedAt: number
  shippedAt: number | null
  total: number
  status: OrderStatus
}

/** One to four orders a year, most of them arrived, a few late, returned or still on their way. */
export function makeOrders(world: World, customer: Customer): MadeOrder[] {
  const { dice, now } = world
  const years = (now - customer.since) / (365 * DAY)
  const count =
    customer.lifecycleStage === 'prospect'
      ? 0
      : Math.min(14, Math.round(years * dice.between(0, 4)) + dice.between(0, 2))
  const ages = Array.from({ length: count }, () => dice.between(0, Math.floor((now - customer.since) / DAY))).sort(
    (a, b) => b - a,
  )
  return ages.map((age) => {
    const placedAt = now - age * DAY - dice.between(1, 20) * HOUR
    const status =
      age < 2
        ? dice.pick(['placed', 'paid'] as const)
        : age < 6
          ? dice.weigh([
              ['shipped', 7],
              ['delayed', 3],
            ] as const)
          : dice.weigh([
              ['delivered', 92],
              ['returned', 5],
              ['canceled', 3],
            ] as const)
    const reference = `INV-${21_000 + dice.between(0, 8_999)}`
    return addOrder(world, customer, {
      placedAt,
      status,
      ...(status === 'delayed' ? { delayedDays: dice.between(1, 4) } : {}),
      ...(status === 'delivered' && age < 40 && dice.chance(0.12)
        ? { disputed: { reference, dueAt: now + dice.between(1, 12) * DAY } }
        : {}),
    })
  })
}

/** Writes one order with its items and the shipment events that fit its status. */
export function addOrder(world: World, customer: Customer, plan: OrderPlan): MadeOrder {
  const { dice, rows } = world
  const { currency } = customer.country
  const number = plan.number ?? String(world.count('order'))
  const id = dice.id(plan.placedAt)
  const items = makeItems(world, customer, plan.total)
  const total = items.reduce((sum, item) => sum + item.quantity * item.price.minor, 0)
  const events = listShipmentEvents(world, customer, plan)
  rows.add('sales_order', {
    id,
    customer_id: customer.customerId,
    number,
    placed_at: plan.placedAt,
    status: plan.status,
    total_minor: total,
    currency,
    items: JSON.stringify(items),
    invoice_reference: plan.disputed?.reference ?? (plan.status === 'delivered' ? `INV-${number}` : null),
    invoice_disputed: plan.disputed ? 1 : 0,
    invoice_due_at: plan.disputed?.dueAt ?? null,
    delayed_days: plan.delayedDays ?? 0,
  })
  rows.add('shipment_event', ...events.map((event) => ({ order_id: id, ...event })))
  const shippedAt = events.find(({ status }) => status === 'shipped')?.at ?? null
  return { number, placedAt: plan.placedAt, shippedAt, total, status: plan.status }
}

function makeItems({ dice }: World, customer: Customer, total?: number) {
  const { currency } = customer.country
  const toItem = (product: Product, quantity: number, minor: number) => ({
    name: product.name[customer.language],
    quantity,
    price: { minor, currency },
  })
  if (total !== undefined) return [toItem(dice.pick(products), 1, total)]
  const chosen = new Set(Array.from({ length: dice.between(1, 3) }, () => dice.pick(products)))
  return [...chosen].map((product) =>
    toItem(
      product,
      dice.weigh([
        [1, 6],
        [2, 3],
        [5, 1],
      ]),
      toMinor(product.price, currency),
    ),
  )
}

/**
 * How far a parcel gets in each status, in the order parcels travel; nothing lies in the future. Of parcels long
 * past only the beginning and the end are kept.
 */
function listShipmentEvents({ dice, now }: World, customer: Customer, { placedAt, status }: OrderPlan) {
  const city = customer.address?.city ?? null
  const hub =
    customer.country.code === 'CN'
      ? '嘉兴分拨中心'
      : customer.country.language === 'zh-TW'
        ? '桃園轉運中心'
        : 'Regional hub'
  const journey: [string, number, string | null][] = [
    ['shipped', 20, null],
    ['in_transit', 34, hub],
    ...(status === 'delayed' ? [['carrier_exception', 52, hub] as [string, number, string]] : []),
    ['out_for_delivery', 62, city],
    ['delivered', 67, city],
    ['returned', 24 * 9, null],
  ]
  const steps = { placed: 0, paid: 0, canceled: 0, shipped: 2, delayed: 3, delivered: 4, returned: 5 }[status]
  return journey
    .slice(0, steps)
    .map(([event, hours, place]) => ({ at: placedAt + (hours + dice.between(0, 3)) * HOUR, status: event, place }))
    .filter(({ at, status: event }) => at < now && (placedAt > now - 200 * DAY || KEPT.has(event)))
}
