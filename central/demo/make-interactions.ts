import type { InteractionTables } from '#central/db/schema/interactions.ts'
import type { Customer } from './make-customer.ts'
import type { MadeOrder } from './make-orders.ts'
import { demoPeople } from './people.ts'
import { stories } from './words/stories.ts'
import { DAY, fill, HOUR, MINUTE, type World } from './world.ts'

type Interaction = InteractionTables['interaction']
type Person = (typeof demoPeople)[number]

const AGENTS = demoPeople.filter(({ role }) => role === 'agent')

export type InteractionPlan = Pick<Interaction, 'channel' | 'direction' | 'result'> & {
  startedAt: number
  subject: string | null
  summary: string | null
  agent: Person | null
  queueId?: string | null
  durationMs?: number | null
  satisfaction?: number | null
  note?: string
  outcome?: { code: string; reason: string | null }
}

/** A customer's past: calls, letters, chats and visits, and the parcels that were sent. Answers when the last was. */
export function makeInteractions(world: World, customer: Customer, orders: readonly MadeOrder[]): number | null {
  const { dice, now } = world
  const starts: number[] = []
  for (const order of orders.filter(({ shippedAt }) => shippedAt !== null).slice(-4)) {
    starts.push(order.shippedAt ?? 0)
    addShipping(world, customer, order)
  }
  const days = Math.floor((now - customer.since) / DAY)
  const count = Math.min(18, dice.between(0, 3) + Math.floor((days / 365) * dice.between(0, 3)))
  for (let made = 0; made < count; made += 1) {
    const startedAt = now - Math.floor(dice.random.next() ** 2 * days * DAY) - dice.between(30, 600) * MINUTE
    if (startedAt < customer.since) continue
    starts.push(startedAt)
    addInteraction(world, customer, planInteraction(world, customer, startedAt, orders))
  }
  return starts.length > 0 ? Math.max(...starts) : null
}

/** What reads as shipping news in the timeline; no person took part in it. */
export function addShipping(world: World, customer: Customer, order: MadeOrder): void {
  const subject = {
    en: `Order ${order.number} shipped`,
    'zh-CN': `订单 ${order.number} 已发货`,
    'zh-TW': `訂單 ${order.number} 已出貨`,
  }[customer.language]
  addInteraction(world, customer, {
    channel: 'order',
    direction: 'internal',
    result: 'handled',
    startedAt: order.shippedAt ?? order.placedAt,
    subject,
    summary: null,
    agent: null,
  })
}

function planInteraction(
  world: World,
  customer: Customer,
  startedAt: number,
  orders: readonly MadeOrder[],
): InteractionPlan {
  const { dice } = world
  const { language } = customer
  const channel = dice.weigh([
    ['call', 58],
    ['email', 18],
    ['chat', 14],
    ['sms', 6],
    ['visit', 4],
  ] as const)
  if (channel === 'call' && dice.chance(0.08)) {
    const result = dice.pick(['abandoned', 'short_abandoned'] as const)
    return {
      channel,
      direction: 'inbound',
      result,
      startedAt,
      subject: null,
      summary: null,
      agent: null,
      queueId: queueFor(customer),
    }
  }
  const story = dice.pick(stories)
  const order = orders.length > 0 ? dice.pick(orders).number : String(70_000 + dice.between(0, 999))
  const values = { order, invoice: `INV-${order}`, days: String(dice.between(2, 6)) }
  return {
    channel,
    direction: dice.chance(channel === 'call' ? 0.18 : 0.35) ? 'outbound' : 'inbound',
    result: 'handled',
    startedAt,
    subject: fill(story.subject, language, values),
    summary: fill(story.summary, language, values),
    agent: pickAgent(world, customer),
    queueId: channel === 'call' ? queueFor(customer) : null,
    durationMs: channel === 'call' || channel === 'visit' ? dice.between(70, 720) * 1_000 : null,
    satisfaction: dice.chance(0.35)
      ? dice.weigh([
          [5, 50],
          [4, 30],
          [3, 12],
          [2, 5],
          [1, 3],
        ])
      : null,
    ...(dice.chance(0.7) ? { note: fill(story.note, language, values) } : {}),
    ...(channel === 'call' ? { outcome: { code: story.outcome, reason: story.reason } } : {}),
  }
}

function queueFor(customer: Customer): string {
  if (customer.tier === 'gold' || customer.tier === 'platinum') return 'gold'
  return customer.language === 'en' ? 'billing' : 'mandarin'
}

/** Somebody who speaks the customer's language. */
function pickAgent({ dice }: World, customer: Customer): Person {
  const chinese = customer.language !== 'en'
  return dice.pick(AGENTS.filter(({ language }) => (language === 'en') !== chinese))
}

/** Writes one interaction with its note, outcome and recording; answers its id. */
export function addInteraction({ dice, rows }: World, customer: Customer, plan: InteractionPlan): string {
  const id = dice.id(plan.startedAt)
  const duration = plan.durationMs ?? null
  const endedAt = plan.startedAt + (duration ?? 2 * MINUTE)
  const phone = customer.phones.find(({ primary }) => primary)?.e164 ?? null
  const spoken = plan.channel === 'call' || plan.channel === 'sms'
  rows.add('interaction', {
    id,
    customer_id: customer.customerId,
    channel: plan.channel,
    direction: plan.direction,
    started_at: plan.startedAt,
    ended_at: endedAt,
    duration_ms: duration,
    subject: plan.subject,
    summary: plan.summary,
    agent_id: plan.agent?.userId ?? null,
    agent_name: plan.agent?.name ?? null,
    queue_id: plan.queueId ?? null,
    result: plan.result,
    satisfaction: plan.satisfaction ?? null,
    number: spoken ? phone : null,
    match_reason: spoken ? 'exact_number' : null,
  })
  const { agent } = plan
  if (agent && plan.note) {
    const written = { written_at: endedAt, updated_at: endedAt }
    rows.add('note', {
      id: dice.id(endedAt),
      interaction_id: id,
      user_id: agent.userId,
      author: agent.name,
      revision: 1,
      text: plan.note,
      ...written,
    })
  }
  if (agent && plan.outcome) {
    const { code, reason } = plan.outcome
    rows.add('disposition', {
      id: dice.id(endedAt),
      interaction_id: id,
      code,
      reason_code: reason,
      user_id: agent.userId,
      author: agent.name,
      recorded_at: endedAt,
      corrected_at: null,
    })
  }
  if (plan.channel === 'call' && duration !== null && customer.recordingConsent === true && dice.chance(0.5)) {
    rows.add('recording', {
      id: dice.id(plan.startedAt),
      interaction_id: id,
      customer_id: customer.customerId,
      started_at: plan.startedAt,
      duration_ms: duration,
      size_bytes: Math.round(duration * 4),
      state: 'ready',
    })
  }
  return id
}

/** For stories told by hand: so many hours before now. */
export function hoursAgo({ now }: World, hours: number): number {
  return now - hours * HOUR
}
