import { toPhoneRow } from '#central/customers/write-phones.ts'
import { toSearchRows } from '#central/customers/write-search-terms.ts'
import { createDice, type Dice } from '#central/demo/dice.ts'
import { makeName } from '#central/demo/make-name.ts'
import { createRows, type Rows } from '#central/demo/rows.ts'
import { companyWords } from '#central/demo/words/companies.ts'
import { stories } from '#central/demo/words/stories.ts'
import { fill } from '#central/demo/world.ts'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import { makeSiteId, makeSitePhones } from './site-ids.ts'

export type SitePlan = { seed: number; now: number; searchTerms: boolean }
const DAY = 86_400_000

/** Every hundredth customer has been with us for long: their cards are the heaviest. */
function isRich(n: number): boolean {
  return n % 100 === 0
}

/** Counts what was made, so that ids of one kind never meet. */
type Counters = { orders: number; interactions: number }

/** Makes the rows of customers `from` to `to`, the end not included. Calls must follow each other without gaps. */
export function createSiteRows(plan: SitePlan) {
  const dice = createDice(createSeededRandom(plan.seed))
  const counters: Counters = { orders: 0, interactions: 0 }
  return (from: number, to: number): Rows => {
    const rows = createRows()
    for (let n = from; n < to; n += 1) addSiteCustomer(rows, dice, plan, counters, n)
    return rows
  }
}

function addSiteCustomer(rows: Rows, dice: Dice, plan: SitePlan, counters: Counters, n: number): void {
  const { now } = plan
  const id = makeSiteId('customer', n)
  const chinese = n % 10 < 6
  const name = makeName(dice, chinese ? 'CN' : n % 10 < 8 ? 'GB' : 'SG').full
  const words = companyWords[chinese ? 'zh-CN' : 'en']
  const company = n % 3 === 0 ? `${dice.pick(words.heads)}${chinese ? '' : ' '}${dice.pick(words.trades)}` : null
  const email = `customer${n}@example.com`
  const phones = makeSitePhones(n)
  const since = now - (n % 2_000) * DAY - DAY
  rows.add('customer', {
    id,
    kind: 'individual',
    name,
    company,
    company_id: null,
    job_title: null,
    email,
    address: JSON.stringify({
      line: `${n % 900} 世纪大道`,
      city: '上海',
      region: '上海市',
      postalCode: '200120',
      country: 'CN',
    }),
    city: '上海',
    language: chinese ? 'zh-CN' : 'en',
    time_zone: 'Asia/Shanghai',
    tier: n % 9 === 0 ? 'gold' : 'standard',
    lifecycle_stage: 'active',
    tags: '[]',
    do_not_call: 0,
    recording_consent: 1,
    note: null,
    since,
    lifetime_minor: (n % 5_000) * 1_000,
    currency: 'CNY',
    last_satisfaction: 3 + (n % 3),
    churn_risk: 'low',
    renewal_at: null,
    last_contact_at: now - (n % 90) * DAY - DAY,
    version: 1,
    field_versions: '{}',
    created_at: since,
    updated_at: since,
  })
  phones.forEach((e164, index) => {
    rows.add('customer_phone', toPhoneRow(id, { e164, label: index === 0 ? 'mobile' : 'work', primary: index === 0 }))
  })
  if (plan.searchTerms) rows.add('customer_search_term', ...toSearchRows(id, { name, company, email, phones }))
  for (let order = isRich(n) ? 8 : 1; order > 0; order -= 1) addSiteOrder(rows, plan, counters, id, order)
  for (let made = isRich(n) ? 25 : 3; made > 0; made -= 1)
    addSiteInteraction(rows, dice, plan, counters, { id, n, phone: phones[0], chinese, age: made })
  if (isRich(n)) addSiteCase(rows, plan, id, n)
}

function addSiteOrder(rows: Rows, { now }: SitePlan, counters: Counters, customerId: string, age: number): void {
  counters.orders += 1
  const n = counters.orders
  const id = makeSiteId('order', n)
  const placedAt = now - age * 20 * DAY - (n % 1_000) * 60_000
  rows.add('sales_order', {
    id,
    customer_id: customerId,
    number: String(1_000_000 + n),
    placed_at: placedAt,
    status: 'delivered',
    total_minor: 12_900 + (n % 900) * 100,
    currency: 'CNY',
    items: JSON.stringify([{ name: '标签打印机', quantity: 1, price: { minor: 12_900, currency: 'CNY' } }]),
    invoice_reference: null,
    invoice_disputed: n % 50 === 0 ? 1 : 0,
    invoice_due_at: null,
    delayed_days: 0,
  })
  rows.add('shipment_event', { order_id: id, at: placedAt + DAY, status: 'shipped', place: null })
  rows.add('shipment_event', { order_id: id, at: placedAt + 2 * DAY, status: 'delivered', place: '上海' })
}

type Spoken = { id: string; n: number; phone: string; chinese: boolean; age: number }

function addSiteInteraction(rows: Rows, dice: Dice, { now }: SitePlan, counters: Counters, spoken: Spoken): void {
  counters.interactions += 1
  const n = counters.interactions
  const id = makeSiteId('interaction', n)
  const startedAt = now - spoken.age * 11 * DAY - (spoken.n % 1_000) * 60_000
  const language = spoken.chinese ? 'zh-CN' : 'en'
  const story = dice.pick(stories)
  const order = String(70_000 + (n % 900_000))
  const values = { order, invoice: `INV-${order}`, days: String(2 + (n % 5)) }
  rows.add('interaction', {
    id,
    customer_id: spoken.id,
    channel: 'call',
    direction: 'inbound',
    started_at: startedAt,
    ended_at: startedAt + 240_000,
    duration_ms: 240_000,
    subject: fill(story.subject, language, values),
    summary: fill(story.summary, language, values),
    agent_id: 'demo-mei',
    agent_name: '林晓彤',
    queue_id: 'gold',
    result: 'handled',
    satisfaction: null,
    number: spoken.phone,
    match_reason: 'exact_number',
  })
  if (spoken.age % 3 !== 1) return
  const written = { interaction_id: id, user_id: 'demo-mei', author: '林晓彤' }
  rows.add('note', {
    ...written,
    id: makeSiteId('note', n),
    revision: 1,
    text: fill(story.note, language, values),
    written_at: startedAt,
    updated_at: startedAt,
  })
  rows.add('disposition', {
    ...written,
    id: makeSiteId('disposition', n),
    code: story.outcome,
    reason_code: story.reason,
    recorded_at: startedAt,
    corrected_at: null,
  })
}

function addSiteCase(rows: Rows, { now }: SitePlan, customerId: string, n: number): void {
  rows.add('support_case', {
    id: makeSiteId('case', n),
    customer_id: customerId,
    number: String(500_000 + n),
    subject: '向承运商查件',
    status: 'open',
    priority: n % 1_000 === 0 ? 'urgent' : 'normal',
    opened_at: now - 5 * DAY,
    updated_at: now - DAY,
    owner_name: '林晓彤',
  })
}
