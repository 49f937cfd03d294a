import { expect, it } from 'vitest'
import type { Executor } from '#central/db/executor.ts'
import type { CustomerId } from '#shared/protocol/ids.ts'
import { CustomerCard } from '#shared/protocol/view/customer.ts'
import { RingPicture } from '#shared/protocol/view/ring.ts'
import { addCase, addCustomer, addInteraction, addOrder, addQueue, DAY, NOW } from '#test/support/customers.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { recordStatements } from '#test/support/record-statements.ts'
import { buildCard } from './build-card.ts'
import { buildRingPicture, type RingingCall } from './build-ring-picture.ts'

const maya = 'maya' as CustomerId
const support = { en: 'support', 'zh-CN': 'support（简）', 'zh-TW': 'support（繁）' }

/** Maya of Northwind: thirty calls, five orders, three cases, a colleague. */
async function addMaya(db: Executor): Promise<void> {
  await addQueue(db, 'support', { script_id: 'greeting' })
  await addCustomer(db, 'northwind', { kind: 'company', name: 'Northwind' })
  await addCustomer(db, 'li', { companyId: 'northwind' as CustomerId, phones: ['+8613912345678'] })
  await addCustomer(db, 'maya', {
    name: 'Maya',
    companyId: 'northwind' as CustomerId,
    phones: ['+8613812345678'],
    lifetimeValue: { minor: 1_234_500, currency: 'CNY' },
    lastSatisfaction: 4,
    churnRisk: 'low',
    renewalAt: NOW + 30 * DAY,
    tags: ['vip'],
    recordingConsent: true,
  })
  for (let n = 0; n < 30; n += 1) {
    const agent = n === 28 ? { agent_id: 'ann', agent_name: 'Ann' } : {}
    await addInteraction(db, {
      id: `i${n}`,
      customer_id: 'maya',
      started_at: NOW - (30 - n) * DAY,
      queue_id: 'support',
      ...agent,
    })
  }
  const written = { user_id: 'ann', author: 'Ann' }
  const note = { interaction_id: 'i29', ...written, revision: 1, updated_at: NOW }
  await db
    .insertInto('note')
    .values([
      { id: 'n2', ...note, text: 'second', written_at: 2 },
      { id: 'n1', ...note, text: 'first', written_at: 1 },
    ])
    .execute()
  const outcome = { interaction_id: 'i29', ...written, reason_code: null }
  await db
    .insertInto('disposition')
    .values([
      { id: 'd1', ...outcome, code: 'wrong', recorded_at: 1, corrected_at: 2 },
      { id: 'd2', ...outcome, code: 'solved', recorded_at: 2, corrected_at: null },
    ])
    .execute()
  for (let n = 0; n < 5; n += 1) {
    const trouble = n === 0 ? { invoice_disputed: 1, invoice_reference: 'INV-1' } : {}
    await addOrder(db, { id: `o${n}`, customer_id: 'maya', placed_at: NOW - (10 - n) * DAY, ...trouble })
  }
  await addOrder(db, { id: 'late-but-there', customer_id: 'maya', placed_at: 1, delayed_days: 4, status: 'delivered' })
  const parcel = { order_id: 'o4', place: 'Suzhou' }
  await db
    .insertInto('shipment_event')
    .values([
      { ...parcel, at: 2, status: 'in_transit' },
      { ...parcel, at: 1, status: 'picked_up' },
    ])
    .execute()
  for (const [id, status] of [
    ['k1', 'open'],
    ['k2', 'closed'],
    ['k3', 'waiting'],
  ] as const)
    await addCase(db, { id, customer_id: 'maya', status })
  await db
    .insertInto('document')
    .values({ id: 'doc', customer_id: 'maya', kind: 'document', name: 'Quote.pdf', at: NOW, size_bytes: 9 })
    .execute()
  await db
    .insertInto('account')
    .values({
      id: 'acc',
      customer_id: 'maya',
      kind: 'contract',
      number: 'C-1',
      title: 'Care',
      status: 'active',
      started_at: NOW,
      renews_at: null,
    })
    .execute()
}

const ringing = (given: Partial<RingingCall>): RingingCall => ({
  interaction_id: 'now',
  queue_id: 'support',
  caller_number: '+8613812345678',
  dialled_number: '+862160000000',
  arrived_at: NOW,
  match: JSON.stringify({ kind: 'known', customerId: 'maya', reason: 'exact_number' }),
  ...given,
})

describeOnDatabases("a customer's card", (open) => {
  it('tells who the customer is, what is wrong, what to offer and what happened last', async () => {
    const { db } = await open()
    await addMaya(db)
    const card = CustomerCard.parse(await buildCard(db, maya, NOW))
    expect(card.profile).toMatchObject({
      name: 'Maya',
      phones: [{ e164: '+8613812345678', label: 'mobile', primary: true }],
      lifetimeValue: { minor: 1_234_500, currency: 'CNY' },
      openCases: 2,
      recordingConsent: true,
      tags: ['vip'],
      counts: { interactions: 30, orders: 6, cases: 3, opportunities: 0, tasks: 0, files: 2 },
    })
    expect(card.attention).toEqual([
      { kind: 'invoice_disputed', reference: 'INV-1', amount: { minor: 12_900, currency: 'CNY' }, dueAt: null },
    ])
    expect(card.nextBestAction).toMatchObject({ kind: 'follow_up_case' })
    expect(card.recentInteractions.map((one) => one.interactionId)).toEqual(
      Array.from({ length: 20 }, (_, n) => `i${29 - n}`),
    )
    expect(card.recentInteractions[0]).toMatchObject({
      queueName: support,
      notes: [{ text: 'first' }, { text: 'second' }],
      disposition: { code: 'solved', recordedBy: 'Ann', correctedAt: null },
    })
    expect(card.recentOrders.map((order) => order.orderId)).toEqual(['o4', 'o3', 'o2'])
    expect(card.recentOrders[0]?.shipment.map((event) => event.status)).toEqual(['picked_up', 'in_transit'])
    expect(card.contacts.map((one) => one.customerId).sort()).toEqual(['northwind'])
    expect((await buildCard(db, 'northwind' as CustomerId, NOW))?.contacts.map((one) => one.name).sort()).toEqual([
      'Maya',
      'li',
    ])
  })

  it('is built of at most twelve statements, whatever the history', async () => {
    const { db } = await open()
    await addMaya(db)
    const recorded = recordStatements(db)
    await buildCard(recorded.db, maya, NOW)
    expect(recorded.statements.length).toBeLessThanOrEqual(12)
  })

  it('is null for nobody', async () => {
    const { db } = await open()
    expect(await buildCard(db, maya, NOW)).toBeNull()
  })
})

describeOnDatabases("a ring's picture", (open) => {
  it('shows a known caller with script, last agent and calls today', async () => {
    const { db } = await open()
    await addMaya(db)
    const number = '+8613812345678'
    await addInteraction(db, {
      id: 'now',
      customer_id: 'maya',
      started_at: NOW,
      number,
      match_reason: 'exact_number',
      agent_name: 'Me',
    })
    await addInteraction(db, { id: 'earlier', started_at: NOW - 1000, number })
    await addInteraction(db, { id: 'yesterday', started_at: NOW - DAY, number })
    const picture = RingPicture.parse(await buildRingPicture(db, ringing({}), NOW))
    expect(picture).toMatchObject({
      callerNumber: number,
      match: { kind: 'known', reason: 'exact_number', card: { profile: { name: 'Maya' } } },
      scriptId: 'greeting',
      lastAgentName: 'Ann',
      callsToday: 2,
    })
  })

  it('finds the last agent beyond the twenty interactions of the card', async () => {
    const { db } = await open()
    await addMaya(db)
    await db.updateTable('interaction').set({ agent_name: null }).execute()
    await db.updateTable('interaction').set({ agent_name: 'Old Bob' }).where('id', '=', 'i1').execute()
    expect(await buildRingPicture(db, ringing({}), NOW)).toMatchObject({ lastAgentName: 'Old Bob', callsToday: 1 })
  })

  it('offers candidates in their order with their reasons', async () => {
    const { db } = await open()
    await addCustomer(db, 'a', { name: 'A' })
    await addCustomer(db, 'b', { name: 'B', phones: ['+8613812345678'] })
    const candidates = ['b', 'gone', 'a'].map((customerId) => ({ customerId, reason: 'last9' }))
    const match = JSON.stringify({ kind: 'candidates', shared: false, candidates })
    expect(RingPicture.parse(await buildRingPicture(db, ringing({ match }), NOW)).match).toMatchObject({
      kind: 'candidates',
      shared: false,
      candidates: [
        { reason: 'last9', customer: { name: 'B', phone: '+8613812345678' } },
        { reason: 'last9', customer: { name: 'A', phone: null } },
      ],
    })
  })

  it('shows whom the agent linked meanwhile', async () => {
    const { db } = await open()
    await addMaya(db)
    await addInteraction(db, { id: 'now', customer_id: 'li', started_at: NOW, match_reason: 'chosen_by_agent' })
    const { match } = await buildRingPicture(db, ringing({}), NOW)
    expect(match).toMatchObject({ kind: 'known', reason: 'chosen_by_agent', card: { profile: { customerId: 'li' } } })
  })

  it('says withheld and unknown plainly', async () => {
    const { db } = await open()
    const withheld = ringing({ caller_number: null, queue_id: null, match: '{"kind":"withheld"}' })
    expect(RingPicture.parse(await buildRingPicture(db, withheld, NOW))).toEqual({
      callerNumber: null,
      dialledNumber: '+862160000000',
      match: { kind: 'withheld' },
      scriptId: null,
      lastAgentName: null,
      callsToday: 1,
      fromAgentName: null,
      notes: [],
    })
    const gone = ringing({ match: JSON.stringify({ kind: 'known', customerId: 'gone', reason: 'exact_number' }) })
    expect((await buildRingPicture(db, gone, NOW)).match).toEqual({ kind: 'unknown' })
  })
})
