import { leadStories, makeLead } from './cast.ts'
import { addCustomer, type Customer } from './make-customer.ts'
import { addInteraction, addShipping, hoursAgo } from './make-interactions.ts'
import { addOrder } from './make-orders.ts'
import { addCase, addContract } from './make-records.ts'
import { addTask } from './make-tasks.ts'
import { demoPeople } from './people.ts'
import { DAY, HOUR, MINUTE, type World } from './world.ts'

/** The customer of the first ring: a disputed invoice, a parcel that is late, a renewal in 18 days, a call an hour ago. */
export function tellLead(world: World, lead: 'yutong' | 'maya'): Customer {
  const customer = makeLead(world, lead)
  tellOrders(world, customer, lead)
  tellConversations(world, customer, lead)
  tellWork(world, customer, lead)
  addCustomer(world, customer, leadStories[lead].lifetime, hoursAgo(world, 1.3))
  return customer
}

function tellOrders(world: World, customer: Customer, lead: 'yutong' | 'maya'): void {
  const { now } = world
  const { orders, totals, invoice } = leadStories[lead]
  const late = addOrder(world, customer, {
    placedAt: now - 4 * DAY - HOUR,
    status: 'delayed',
    number: orders.late,
    total: totals.late,
    delayedDays: 2,
  })
  addShipping(world, customer, late)
  addOrder(world, customer, {
    placedAt: now - 20 * DAY,
    status: 'delivered',
    number: orders.disputed,
    total: totals.disputed,
    disputed: { reference: invoice, dueAt: now + 3 * DAY - HOUR },
  })
  addOrder(world, customer, { placedAt: now - 39 * DAY, status: 'delivered', number: orders.old, total: totals.old })
  for (let month = 3; month <= 11; month += 1) {
    addOrder(world, customer, { placedAt: now - month * 31 * DAY, status: 'delivered' })
  }
}

function tellConversations(world: World, customer: Customer, lead: 'yutong' | 'maya'): void {
  const { call, email, chat, agents } = leadStories[lead]
  const [subject, summary, note] = call
  addInteraction(world, customer, {
    channel: 'call',
    direction: 'inbound',
    result: 'handled',
    startedAt: hoursAgo(world, 1.3),
    subject,
    summary,
    agent: findAgent(agents.call),
    queueId: 'billing',
    durationMs: 6 * MINUTE + 12_000,
    note,
    outcome: { code: 'follow_up', reason: 'billing.surcharge' },
  })
  const inbound = { direction: 'inbound', result: 'handled' } as const
  const written = { ...inbound, channel: 'email', agent: null, startedAt: hoursAgo(world, 18) } as const
  addInteraction(world, customer, { ...written, subject: email[0], summary: email[1] })
  addInteraction(world, customer, {
    ...inbound,
    channel: 'chat',
    agent: findAgent(agents.chat),
    startedAt: hoursAgo(world, 11 * 24),
    subject: chat[0],
    summary: chat[1],
    satisfaction: 5,
  })
}

function tellWork(world: World, customer: Customer, lead: 'yutong' | 'maya'): void {
  const { now, dice, rows } = world
  const { tasks, cases, opportunity, agents } = leadStories[lead]
  addCase(world, customer, { openedAt: now - 2 * DAY, status: 'open', priority: 'high', subject: cases[0] })
  addCase(world, customer, { openedAt: now - 4 * DAY, status: 'waiting', priority: 'normal', subject: cases[1] })
  addContract(world, customer)
  rows.add('opportunity', {
    id: dice.id(now - 9 * DAY),
    customer_id: customer.customerId,
    title: opportunity,
    stage: 'propose',
    amount_minor: 5_400_000,
    currency: customer.country.currency,
    closes_at: now + 18 * DAY,
    owner_name: 'Carmen Diaz',
  })
  tasks.forEach((title, index) => {
    addTask(world, {
      kind: 'task',
      title,
      dueAt: now + (3 + index * 26) * HOUR,
      assigneeId: findAgent(agents.call).userId,
      customer,
    })
  })
}

function findAgent(login: string) {
  const agent = demoPeople.find((person) => person.login === login)
  if (!agent) throw new Error(`no demo person ${login}`)
  return agent
}
