import type { Kysely } from 'kysely'
import { toCustomerRow } from '#central/customers/customer-row.ts'
import { toPhoneRow } from '#central/customers/write-phones.ts'
import type { Database } from '#central/db/schema.ts'
import type { CustomerId } from '#shared/protocol/ids.ts'

const NOW = 1_800_014_400_000
const HOUR = 3_600_000

/** The number of a customer's `n`th phone: E.164, no two alike. */
export function phoneOf(customer: number, n: number): string {
  return `+861${String(3_000_000_000 + customer * 3 + n)}`
}

/** Customers with three phones, twenty noted and disposed calls, ten orders of two parcels events, five cases each. */
export async function fillRecords(db: Kysely<Database>, customers: number): Promise<void> {
  for (let from = 0; from < customers; from += 100) {
    const ids = Array.from({ length: Math.min(100, customers - from) }, (_, n) => from + n)
    await db.transaction().execute(async (tx) => {
      await tx.insertInto('customer').values(ids.map(customer)).execute()
      await tx.insertInto('customer_phone').values(ids.flatMap(phones)).execute()
      const calls = ids.flatMap((id) => Array.from({ length: 20 }, (_, n) => ({ id: `i${id}-${n}`, customer: id, n })))
      await tx.insertInto('interaction').values(calls.map(interaction)).execute()
      await tx.insertInto('note').values(calls.map(note)).execute()
      await tx.insertInto('disposition').values(calls.map(disposition)).execute()
      const orders = ids.flatMap((id) => Array.from({ length: 10 }, (_, n) => ({ id: `o${id}-${n}`, customer: id, n })))
      await tx.insertInto('sales_order').values(orders.map(order)).execute()
      await tx.insertInto('shipment_event').values(orders.flatMap(parcel)).execute()
      await tx.insertInto('support_case').values(ids.flatMap(cases)).execute()
    })
  }
}

function customer(n: number) {
  const details = { customerId: `c${n}` as CustomerId, kind: 'individual', name: `张伟${n}`, tags: ['vip'] } as const
  return toCustomerRow({ ...details, lastContactAt: NOW - n * HOUR, renewalAt: NOW }, NOW, 'CN')
}

function phones(n: number) {
  return [0, 1, 2].map((i) => toPhoneRow(`c${n}`, { e164: phoneOf(n, i), label: 'mobile', primary: i === 0 }))
}

type Part = { id: string; customer: number; n: number }

function interaction({ id, customer: owner, n }: Part) {
  return {
    id,
    customer_id: `c${owner}`,
    channel: 'call' as const,
    direction: 'inbound' as const,
    started_at: NOW - n * 24 * HOUR,
    ended_at: NOW - n * 24 * HOUR + 300_000,
    duration_ms: 280_000,
    subject: 'Where is my parcel',
    summary: 'Parcel was held at the depot, promised for tomorrow before noon.',
    agent_id: 'ann',
    agent_name: 'Ann Lee',
    queue_id: null,
    result: 'handled' as const,
    satisfaction: 4,
    number: phoneOf(owner, 0),
    match_reason: 'exact_number',
  }
}

function note({ id, n }: Part) {
  const by = { user_id: 'ann', author: 'Ann Lee', revision: 1 }
  const text = `Called the depot, they confirmed. Customer prefers mornings. ${n}`
  return { id: `n${id}`, interaction_id: id, ...by, text, written_at: NOW, updated_at: NOW }
}

function disposition({ id }: Part) {
  const by = { user_id: 'ann', author: 'Ann Lee', reason_code: 'delivery.late' }
  return { id: `d${id}`, interaction_id: id, code: 'solved', ...by, recorded_at: NOW, corrected_at: null }
}

function order({ id, customer: owner, n }: Part) {
  const items = [{ name: 'Electric kettle 1.7 l', quantity: 1, price: { minor: 12_900, currency: 'CNY' } }]
  return {
    id,
    customer_id: `c${owner}`,
    number: `SO-${owner}-${n}`,
    placed_at: NOW - n * 48 * HOUR,
    status: 'shipped',
    total_minor: 12_900,
    currency: 'CNY',
    items: JSON.stringify(items),
    invoice_reference: null,
    invoice_disputed: n === 3 ? 1 : 0,
    invoice_due_at: null,
    delayed_days: 0,
  }
}

function parcel({ id }: Part) {
  return ['picked_up', 'in_transit'].map((status, at) => ({ order_id: id, at: NOW + at, status, place: 'Suzhou' }))
}

function cases(owner: number) {
  return [0, 1, 2, 3, 4].map((n) => ({
    id: `k${owner}-${n}`,
    customer_id: `c${owner}`,
    number: `CS-${owner}-${n}`,
    subject: 'Kettle leaks',
    status: n === 0 ? ('open' as const) : ('closed' as const),
    priority: 'normal' as const,
    opened_at: NOW - n * HOUR,
    updated_at: NOW - n * HOUR,
    owner_name: null,
  }))
}
