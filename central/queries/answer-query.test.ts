import { expect, it } from 'vitest'
import type { Executor } from '#central/db/executor.ts'
import type { QueryName, QueryResult } from '#shared/protocol/query/query.ts'
import { addUser, ann, ask, maya } from '#test/support/ask-query.ts'
import { addCase, addCustomer, addInteraction, addOrder, DAY, NOW } from '#test/support/customers.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { answerQuery } from './answer-query.ts'

type Task = {
  id: string
  assignee_id?: string
  customer_id?: string
  status?: 'open' | 'done'
  due_at?: number | null
  created_at?: number
}

async function addTask(db: Executor, task: Task): Promise<void> {
  const rest = {
    kind: 'callback',
    title: 'Call back',
    interaction_id: null,
    phone: null,
    created_by: null,
    done_at: null,
  } as const
  const given = {
    assignee_id: null,
    customer_id: null,
    status: 'open' as const,
    due_at: null,
    created_at: NOW,
    ...task,
  }
  await db
    .insertInto('task')
    .values({ ...rest, ...given })
    .execute()
}

describeOnDatabases('queries', (open) => {
  it('refuse parameters of the wrong shape, naming the first', async () => {
    const { db } = await open()
    const refused = async (name: QueryName, params: unknown) => {
      const outcome = await answerQuery(db, ann, name, params, NOW)
      return outcome.ok ? 'answered' : `${outcome.refusal.code} ${outcome.refusal.field}`
    }
    const page = { ...maya, channel: null, before: null }
    expect(await refused('customer.search', { text: 'a'.repeat(10_000), limit: 10 })).toBe('bad_request text')
    expect(await refused('customer.search', { text: 'nul \u0000', limit: 10 })).toBe('bad_request text')
    expect(await refused('customer.search', { text: 'a', limit: 1e9 })).toBe('bad_request limit')
    expect(await refused('customer.timeline', { ...page, limit: -1 })).toBe('bad_request limit')
    expect(await refused('customer.timeline', { ...page, limit: 10, before: -1 })).toBe('bad_request before')
    expect(await refused('customer.card', { customerId: "' OR 1=1--" })).toBe('bad_request customerId')
    expect(await refused('customer.card', { ...maya, more: 1 })).toBe('bad_request ')
    expect(await refused('work.list', null)).toBe('bad_request ')
    expect(await refused('caller.match', { number: '1'.repeat(41) })).toBe('bad_request number')
  })

  it('answer nothing, not an error, about customers that are not there', async () => {
    const { db } = await open()
    expect(await ask(db, 'customer.card', maya)).toEqual({ card: null })
    expect(await ask(db, 'customer.cases', maya)).toEqual({ cases: [] })
    expect(await ask(db, 'customer.files', maya)).toEqual({ files: [] })
    expect(await ask(db, 'interaction.get', { interactionId: 'i' as never })).toEqual({
      interaction: null,
      customerId: null,
    })
    expect(await ask(db, 'caller.match', { number: 'anonymous' })).toEqual({ candidates: [] })
    expect(await ask(db, 'catalog', {})).toMatchObject({ queues: [], defaultRegion: 'US' })
  })

  it('page the timeline back in time, by channel, losing none of the same millisecond', async () => {
    const { db } = await open()
    await addCustomer(db, 'maya')
    for (let n = 0; n < 10; n += 1) {
      const started_at = NOW - Math.floor(n / 3) * 1000
      await addInteraction(db, { id: `i${n}`, customer_id: 'maya', started_at, channel: n % 2 ? 'email' : 'call' })
    }
    await addInteraction(db, { id: 'other', customer_id: 'other' })
    for (const limit of [1, 2, 4, 100]) {
      const seen: string[] = []
      let before: number | null = null
      for (let more = true; more; ) {
        const page: QueryResult<'customer.timeline'> = await ask(db, 'customer.timeline', {
          ...maya,
          channel: null,
          limit,
          before,
        })
        seen.push(...page.interactions.map((one) => one.interactionId))
        before = page.interactions.at(-1)?.startedAt ?? null
        more = page.more
      }
      expect(seen, `pages of ${limit}`).toEqual(['i2', 'i1', 'i0', 'i5', 'i4', 'i3', 'i8', 'i7', 'i6', 'i9'])
    }
    const mails = await ask(db, 'customer.timeline', { ...maya, channel: 'email', limit: 100, before: null })
    expect(mails.interactions.map((one) => one.interactionId)).toEqual(['i1', 'i5', 'i3', 'i7', 'i9'])
  })

  it('list orders with their parcels, cases, opportunities, tasks and files', async () => {
    const { db } = await open()
    await addCustomer(db, 'maya')
    for (const n of [1, 2, 3]) await addOrder(db, { id: `o${n}`, customer_id: 'maya', placed_at: NOW - n * DAY })
    await db.insertInto('shipment_event').values({ order_id: 'o2', at: 5, status: 'delivered', place: null }).execute()
    const orders = await ask(db, 'customer.orders', { ...maya, limit: 2, before: null })
    expect(orders).toMatchObject({
      more: true,
      orders: [
        { orderId: 'o1', shipment: [] },
        { orderId: 'o2', shipment: [{ at: 5 }] },
      ],
    })
    expect(await ask(db, 'customer.orders', { ...maya, limit: 2, before: NOW - 2 * DAY })).toMatchObject({
      more: false,
      orders: [{ orderId: 'o3' }],
    })

    await addCase(db, { id: 'k1', customer_id: 'maya', opened_at: 1 })
    await addCase(db, { id: 'k2', customer_id: 'maya', opened_at: 2 })
    expect((await ask(db, 'customer.cases', maya)).cases.map((one) => one.caseId)).toEqual(['k2', 'k1'])

    const deal = {
      customer_id: 'maya',
      title: 'Renewal',
      stage: 'propose',
      amount_minor: 100,
      currency: 'CNY',
      owner_name: null,
    }
    await db
      .insertInto('opportunity')
      .values([
        { id: 'p1', ...deal, closes_at: null },
        { id: 'p2', ...deal, closes_at: NOW },
      ])
      .execute()
    const { opportunities } = await ask(db, 'customer.opportunities', maya)
    expect(opportunities.map((one) => one.opportunityId)).toEqual(['p2', 'p1'])

    await addTask(db, { id: 't1', customer_id: 'maya', status: 'done', created_at: 3 })
    await addTask(db, { id: 't2', customer_id: 'maya', created_at: 1 })
    await addTask(db, { id: 't3', customer_id: 'maya', created_at: 2 })
    expect((await ask(db, 'customer.tasks', maya)).tasks.map((one) => one.taskId)).toEqual(['t3', 't2', 't1'])

    await addInteraction(db, { id: 'call', customer_id: 'maya', subject: 'Kettle' })
    const media = { customer_id: 'maya', duration_ms: 1000, size_bytes: 5, state: 'ready' as const }
    await db
      .insertInto('recording')
      .values({ id: 'r1', interaction_id: 'call', started_at: 2, ...media })
      .execute()
    await db
      .insertInto('document')
      .values({ id: 'd1', customer_id: 'maya', kind: 'contract', name: 'A.pdf', at: 3, size_bytes: 7 })
      .execute()
    const account = { customer_id: 'maya', title: 'Care', status: 'active', started_at: 1, renews_at: null }
    await db
      .insertInto('account')
      .values([
        { id: 'a1', kind: 'contract', number: 'C-1', ...account },
        { id: 'a2', kind: 'account', number: 'A-1', ...account },
      ])
      .execute()
    expect((await ask(db, 'customer.files', maya)).files).toEqual([
      { fileId: 'd1', kind: 'contract', name: 'A.pdf', at: 3, durationMs: null, sizeBytes: 7, playable: false },
      { fileId: 'r1', kind: 'recording', name: 'Kettle', at: 2, durationMs: 1000, sizeBytes: 5, playable: false },
      { fileId: 'a1', kind: 'contract', name: 'C-1 · Care', at: 1, durationMs: null, sizeBytes: null, playable: false },
    ])
  })

  it('show an interaction with the outcomes that were corrected', async () => {
    const { db } = await open()
    await addInteraction(db, { id: 'i1', customer_id: 'maya' })
    const by = { interaction_id: 'i1', user_id: 'ann', author: 'Ann', reason_code: null }
    await db
      .insertInto('disposition')
      .values([
        { id: 'd1', ...by, code: 'first', recorded_at: 1, corrected_at: 2 },
        { id: 'd2', ...by, code: 'second', recorded_at: 2, corrected_at: 3 },
        { id: 'd3', ...by, code: 'third', recorded_at: 3, corrected_at: null },
      ])
      .execute()
    expect(await ask(db, 'interaction.get', { interactionId: 'i1' as never })).toMatchObject({
      customerId: 'maya',
      interaction: { disposition: { code: 'third' } },
      earlierDispositions: [{ code: 'second' }, { code: 'first' }],
    })
  })

  it('show each agent only their own recent calls and their own work', async () => {
    const { db } = await open()
    await addUser(db, 'ann', 'Ann')
    await addUser(db, 'bob', 'Bob')
    await addCustomer(db, 'maya', { name: 'Maya' })
    await addInteraction(db, { id: 'mine', agent_id: 'ann', customer_id: 'maya', number: '+8613812345678' })
    await addInteraction(db, { id: 'newer', agent_id: 'ann', started_at: NOW })
    await addInteraction(db, { id: 'mail', agent_id: 'ann', channel: 'email' })
    await addInteraction(db, { id: 'his', agent_id: 'bob' })
    expect((await ask(db, 'calls.recent', { limit: 10 })).calls).toMatchObject([
      { interaction: { interactionId: 'newer' }, customerName: null, number: null },
      { interaction: { interactionId: 'mine' }, customerName: 'Maya', number: '+8613812345678' },
    ])
    expect((await ask(db, 'calls.recent', { limit: 1 })).calls).toHaveLength(1)

    await addTask(db, { id: 'later', assignee_id: 'ann', due_at: NOW + 2, customer_id: 'maya' })
    await addTask(db, { id: 'soon', assignee_id: 'ann', due_at: NOW + 1 })
    await addTask(db, { id: 'some-day', assignee_id: 'ann' })
    await addTask(db, { id: 'done', assignee_id: 'ann', status: 'done' })
    await addTask(db, { id: 'bobs', assignee_id: 'bob' })
    const work = await ask(db, 'work.list', {})
    expect(work.tasks.map((task) => task.taskId)).toEqual(['soon', 'later', 'some-day'])
    expect(work.tasks[1]?.customerName).toBe('Maya')
  })
})
