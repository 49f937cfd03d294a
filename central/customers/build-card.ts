import type { Executor } from '#central/db/executor.ts'
import { prepareQuery } from '#central/db/prepare-query.ts'
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
  const [row] = await selectCustomer(db, { customerId })
  if (!row) return null
  const phones = await selectPhones(db, customerId)
  const counts = await countRecords(db, customerId)
  const interactions = await selectRecentInteractions(db, { customerId })
  const orders = await selectRecentOrders(db, { customerId })
  const cases = await selectOpenCases(db, { customerId })
  const attention = chooseAttention(row, await selectTroubles(db, { customerId }), cases)
  return {
    profile: toProfile(row, { phones, counts, openCases: cases.length }),
    attention,
    nextBestAction: chooseNextAction(row, { cases, attention, lastOrderAt: orders[0]?.placed_at ?? null, now }),
    recentInteractions: await readInteractionViews(db, interactions),
    recentOrders: await readOrderViews(db, orders),
    contacts: await readContacts(db, row, 10),
  }
}

type Slots = { customerId: string }

const selectCustomer = prepareQuery((db, slot: Slots) =>
  db.selectFrom('customer').selectAll().where('id', '=', slot.customerId),
)

const selectRecentInteractions = prepareQuery((db, slot: Slots) =>
  selectInteractions(db)
    .where('interaction.customer_id', '=', slot.customerId)
    .orderBy('interaction.started_at', 'desc')
    .orderBy('interaction.id', 'desc')
    .limit(20),
)

const selectRecentOrders = prepareQuery((db, slot: Slots) =>
  db
    .selectFrom('sales_order')
    .selectAll()
    .where('customer_id', '=', slot.customerId)
    .orderBy('placed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(3),
)

const selectOpenCases = prepareQuery((db, slot: Slots) =>
  db
    .selectFrom('support_case')
    .select(['number', 'subject', 'priority', 'updated_at'])
    .where('customer_id', '=', slot.customerId)
    .where('status', 'in', ['open', 'waiting']),
)

/** Orders with a disputed invoice, and those that are late and still on their way. */
const selectTroubles = prepareQuery((db, slot: Slots) =>
  db
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
    .where('customer_id', '=', slot.customerId)
    .where((e) =>
      e.or([
        e('invoice_disputed', '=', 1),
        e.and([e('delayed_days', '>', 0), e('status', 'not in', ['delivered', 'returned', 'canceled'])]),
      ]),
    ),
)
