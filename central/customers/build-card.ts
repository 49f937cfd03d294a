import type { Executor } from '#central/db/executor.ts'
import type { CustomerId } from '#shared/protocol/ids.ts'
import type { CustomerCard } from '#shared/protocol/view/customer.ts'
import { chooseAttention } from './choose-attention.ts'
import { chooseNextAction } from './choose-next-action.ts'
import { countRecords } from './count-records.ts'
import { readContacts } from './read-contacts.ts'
import { readInteractionViews, selectInteractions } from './read-interactions.ts'
import { readOrderViews } from './read-orders.ts'
import { selectPhones } from './select-phones.ts'
import { toProfile } from './to-profile.ts'

/**
 * The first stage of a customer's record, all that the first paint shows; null when there is no such customer.
 * Eleven small statements by index, whatever the history: it is built between a call's arrival and its ring.
 */
export async function buildCard(db: Executor, customerId: CustomerId, now: number): Promise<CustomerCard | null> {
  const row = await db.selectFrom('customer').selectAll().where('id', '=', customerId).executeTakeFirst()
  if (!row) return null
  const phones = await selectPhones(db, customerId)
  const counts = await countRecords(db, customerId)
  const interactions = await selectInteractions(db)
    .where('interaction.customer_id', '=', customerId)
    .orderBy('interaction.started_at', 'desc')
    .orderBy('interaction.id', 'desc')
    .limit(20)
    .execute()
  const orders = await db
    .selectFrom('sales_order')
    .selectAll()
    .where('customer_id', '=', customerId)
    .orderBy('placed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(3)
    .execute()
  const cases = await selectOpenCases(db, customerId)
  const attention = chooseAttention(row, await selectTroubles(db, customerId), cases)
  return {
    profile: toProfile(row, { phones, counts, openCases: cases.length }),
    attention,
    nextBestAction: chooseNextAction(row, { cases, attention, lastOrderAt: orders[0]?.placed_at ?? null, now }),
    recentInteractions: await readInteractionViews(db, interactions),
    recentOrders: await readOrderViews(db, orders),
    contacts: await readContacts(db, row, 10),
  }
}

function selectOpenCases(db: Executor, customerId: string) {
  return db
    .selectFrom('support_case')
    .select(['number', 'subject', 'priority', 'updated_at'])
    .where('customer_id', '=', customerId)
    .where('status', 'in', ['open', 'waiting'])
    .execute()
}

/** Orders with a disputed invoice, and those that are late and still on their way. */
function selectTroubles(db: Executor, customerId: string) {
  return db
    .selectFrom('sales_order')
    .select([
      'number',
      'total_minor',
      'currency',
      'invoice_reference',
      'invoice_disputed',
      'invoice_due_at',
      'delayed_days',
    ])
    .where('customer_id', '=', customerId)
    .where((e) =>
      e.or([
        e('invoice_disputed', '=', 1),
        e.and([e('delayed_days', '>', 0), e('status', 'not in', ['delivered', 'returned', 'canceled'])]),
      ]),
    )
    .execute()
}
