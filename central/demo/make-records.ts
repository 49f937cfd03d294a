import { type Customer, toMinor } from './make-customer.ts'
import { demoPeople } from './people.ts'
import { caseSubjects, contractTitles, opportunityTitles } from './words/stories.ts'
import { DAY, type World } from './world.ts'

const OWNERS = demoPeople.filter(({ role }) => role === 'agent' || role === 'campaign_manager')

/** Cases, opportunities, contracts and documents: what outlives a single conversation. */
export function makeRecords(world: World, customer: Customer): void {
  const { dice, now } = world
  if (dice.chance(0.35)) {
    for (let made = dice.between(1, 2); made > 0; made -= 1) {
      const openedAt = now - dice.between(0, 90) * DAY - dice.between(1, 600) * 60_000
      const status =
        openedAt > now - 14 * DAY
          ? dice.pick(['open', 'waiting'] as const)
          : dice.weigh([
              ['resolved', 5],
              ['closed', 4],
              ['open', 1],
            ] as const)
      const priority = dice.weigh([
        ['low', 2],
        ['normal', 6],
        ['high', 3],
        ['urgent', 1],
      ] as const)
      addCase(world, customer, { openedAt, status, priority })
    }
  }
  if (dice.chance(0.2)) addOpportunity(world, customer)
  if (customer.renewalAt) addContract(world, customer)
}

export function addCase(
  { dice, rows, now, ...world }: World,
  customer: Customer,
  plan: {
    openedAt: number
    status: 'open' | 'waiting' | 'resolved' | 'closed'
    priority: 'low' | 'normal' | 'high' | 'urgent'
    number?: string
    subject?: string
  },
): void {
  rows.add('support_case', {
    id: dice.id(plan.openedAt),
    customer_id: customer.customerId,
    number: plan.number ?? String(world.count('case')),
    subject: plan.subject ?? dice.pick(caseSubjects)[customer.language],
    status: plan.status,
    priority: plan.priority,
    opened_at: plan.openedAt,
    updated_at: Math.min(now, plan.openedAt + dice.between(1, 5) * DAY),
    owner_name: dice.pick(OWNERS).name,
  })
}

function addOpportunity({ dice, rows, now }: World, customer: Customer): void {
  const stage = dice.weigh([
    ['qualify', 4],
    ['propose', 4],
    ['negotiate', 3],
    ['won', 2],
    ['lost', 1],
  ] as const)
  const over = stage === 'won' || stage === 'lost'
  rows.add('opportunity', {
    id: dice.id(now - 20 * DAY),
    customer_id: customer.customerId,
    title: dice.pick(opportunityTitles)[customer.language],
    stage,
    amount_minor: toMinor(dice.between(4, 90) * 100, customer.country.currency),
    currency: customer.country.currency,
    closes_at: now + (over ? -1 : 1) * dice.between(3, 60) * DAY,
    owner_name: dice.pick(OWNERS).name,
  })
}

/** A contract that renews when the record says so, and its paper in the files. */
export function addContract(world: World, customer: Customer): void {
  const { dice, rows } = world
  const number = `C-${world.count('contract')}`
  const title = dice.pick(contractTitles)[customer.language]
  rows.add('account', {
    id: dice.id(customer.since),
    customer_id: customer.customerId,
    kind: 'contract',
    number,
    title,
    status: 'active',
    started_at: customer.since,
    renews_at: customer.renewalAt ?? null,
  })
  rows.add('document', {
    id: dice.id(customer.since),
    customer_id: customer.customerId,
    kind: 'contract',
    name: `${number} ${title}.pdf`,
    at: customer.since,
    size_bytes: dice.between(80_000, 900_000),
  })
}
