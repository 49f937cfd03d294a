import type { Insertable } from 'kysely'
import { insertCustomer, type NewCustomer } from '#central/customers/write-customer.ts'
import type { Executor } from '#central/db/executor.ts'
import type { CustomerTables } from '#central/db/schema/customers.ts'
import type { InteractionTables } from '#central/db/schema/interactions.ts'
import type { Database } from '#central/db/schema.ts'
import type { CustomerId } from '#shared/protocol/ids.ts'

/** 2027-01-15, noon UTC: what tests call now. */
export const NOW = 1_800_014_400_000
export const DAY = 24 * 60 * 60 * 1000

type Given = Omit<Partial<NewCustomer>, 'customerId' | 'phones'> & { phones?: readonly string[] }

/** A customer of this id with plain numbers as phones, the first one primary. */
export async function addCustomer(db: Executor, id: string, given: Given = {}): Promise<CustomerId> {
  const customerId = id as CustomerId
  const phones = (given.phones ?? []).map((number) => ({ number, label: 'mobile' as const, primary: false }))
  const customer: NewCustomer = { kind: 'individual', name: id, ...given, customerId, phones }
  const outcome = await insertCustomer(db, customer, { now: NOW, region: 'CN' })
  if (!outcome.ok) throw new Error(`the fixture was refused: ${JSON.stringify(outcome.refusal)}`)
  return customerId
}

type Interaction = Insertable<InteractionTables['interaction']>

/** A handled inbound call unless told otherwise. */
export async function addInteraction(db: Executor, given: Partial<Interaction> & { id: string }): Promise<void> {
  const interaction: Interaction = {
    customer_id: null,
    channel: 'call',
    direction: 'inbound',
    started_at: NOW - DAY,
    ended_at: null,
    duration_ms: 60_000,
    subject: null,
    summary: null,
    agent_id: null,
    agent_name: null,
    queue_id: null,
    result: 'handled',
    satisfaction: null,
    number: null,
    match_reason: null,
    ...given,
  }
  await db.insertInto('interaction').values(interaction).execute()
}

type Order = Insertable<CustomerTables['sales_order']>

export async function addOrder(
  db: Executor,
  given: Partial<Order> & { id: string; customer_id: string },
): Promise<void> {
  const order: Order = {
    number: `SO-${given.id}`,
    placed_at: NOW - 5 * DAY,
    status: 'shipped',
    total_minor: 12_900,
    currency: 'CNY',
    items: JSON.stringify([{ name: 'Kettle', quantity: 1, price: { minor: 12_900, currency: 'CNY' } }]),
    invoice_reference: null,
    invoice_disputed: 0,
    invoice_due_at: null,
    delayed_days: 0,
    ...given,
  }
  await db.insertInto('sales_order').values(order).execute()
}

type Case = Insertable<CustomerTables['support_case']>

export async function addCase(db: Executor, given: Partial<Case> & { id: string; customer_id: string }): Promise<void> {
  const one: Case = {
    number: `CS-${given.id}`,
    subject: 'Kettle leaks',
    status: 'open',
    priority: 'normal',
    opened_at: NOW - 3 * DAY,
    updated_at: NOW - 2 * DAY,
    owner_name: null,
    ...given,
  }
  await db.insertInto('support_case').values(one).execute()
}

/** A queue with the usual times and rules but for those given, named in three languages. */
export async function addQueue(db: Executor, id: string, rules: Partial<Database['queue']> = {}): Promise<void> {
  await db
    .insertInto('queue')
    .values({
      id,
      name: JSON.stringify({ en: id, 'zh-CN': `${id}（简）`, 'zh-TW': `${id}（繁）` }),
      wrap_up_ms: 60_000,
      wrap_up_extension_ms: 30_000,
      wrap_up_extensions: 2,
      disposition_required: 1,
      offer_ms: 20_000,
      max_wait_ms: null,
      treatment: 'keep_waiting',
      treatment_message: null,
      short_abandon_ms: 5_000,
      service_level_percent: 80,
      service_level_ms: 20_000,
      script_id: null,
      record_calls: 0,
      announce_recording: 0,
      record_days: null,
      ...{ dial_prefixes: null, dial_from_minute: null, dial_until_minute: null },
      disabled: 0,
      ...rules,
    })
    .execute()
}

/** An agent of no team, who logs in and is named as their id says. */
export async function addAgent(db: Executor, id: string): Promise<void> {
  await db
    .insertInto('user')
    .values({
      ...{ id, login: id, password_hash: 'x', must_change_password: 0, name: id, role: 'agent', team_id: null },
      ...{ line: null, language: null, disabled: 0, created_at: 0 },
    })
    .execute()
}
