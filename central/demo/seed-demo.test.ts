import { isValidPhoneNumber } from 'libphonenumber-js/max'
import { expect, it } from 'vitest'
import { verifyPassword } from '#central/auth/password-hash.ts'
import { readCatalog } from '#central/catalog/read-catalog.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { demoCallers } from './callers.ts'
import { DEMO_PASSWORD, demoLogins } from './people.ts'
import { seedDemo } from './seed-demo.ts'

const NOW = Date.UTC(2026, 10, 22, 2, 30)

describeOnDatabases('the demo', (open) => {
  it('has two thousand believable customers, once', async () => {
    const { db } = await open()
    expect(await seedDemo(db, { now: NOW })).toBe(true)
    expect(await seedDemo(db, { now: NOW + 1 })).toBe(false)
    const { count } = await db
      .selectFrom('customer')
      .select((e) => e.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    expect(count).toBeGreaterThanOrEqual(2_000)

    const phones = await db.selectFrom('customer_phone').select('e164').execute()
    const invalid = phones.map(({ e164 }) => e164).filter((e164) => !isValidPhoneNumber(e164))
    expect(invalid).toEqual([])
    const ahead = await db.selectFrom('interaction').select('id').where('started_at', '>', NOW).execute()
    expect(ahead).toEqual([])
    const early = await db
      .selectFrom('shipment_event')
      .innerJoin('sales_order', 'sales_order.id', 'shipment_event.order_id')
      .select('sales_order.id')
      .whereRef('shipment_event.at', '<', 'sales_order.placed_at')
      .execute()
    expect(early).toEqual([])
    for (const channel of ['call', 'email', 'chat', 'sms', 'visit', 'order'] as const) {
      expect(
        await db.selectFrom('interaction').select('id').where('channel', '=', channel).limit(1).execute(),
      ).toHaveLength(1)
    }
  })

  it('is the same, row for row, for the same seed and time', async () => {
    const read = async () => {
      const { db } = await open()
      await seedDemo(db, { seed: 5, customers: 60, now: NOW })
      return {
        customers: await db.selectFrom('customer').selectAll().orderBy('id').execute(),
        interactions: await db.selectFrom('interaction').selectAll().orderBy('id').execute(),
        orders: await db.selectFrom('sales_order').selectAll().orderBy('id').execute(),
      }
    }
    expect(await read()).toEqual(await read())
  })

  it('tells the story of 陈雨桐: dispute, delay, renewal, a call an hour ago', async () => {
    const { db } = await open()
    await seedDemo(db, { customers: 10, now: NOW })
    const customer = await db
      .selectFrom('customer')
      .selectAll()
      .where('id', '=', 'demo-chen-yutong')
      .executeTakeFirstOrThrow()
    expect(customer).toMatchObject({
      name: '陈雨桐',
      company: '北风物流有限公司',
      tier: 'gold',
      churn_risk: 'medium',
      lifetime_minor: 48_620_000,
      currency: 'CNY',
    })
    const orders = await db
      .selectFrom('sales_order')
      .selectAll()
      .where('customer_id', '=', customer.id)
      .orderBy('placed_at', 'desc')
      .execute()
    expect(orders).toHaveLength(12)
    expect(orders[0]).toMatchObject({ number: '70512', status: 'delayed', delayed_days: 2, total_minor: 2_891_000 })
    expect(orders[1]).toMatchObject({ number: '70344', invoice_disputed: 1, invoice_reference: 'INV-20871' })
    const [last] = await db
      .selectFrom('interaction')
      .selectAll()
      .where('customer_id', '=', customer.id)
      .orderBy('started_at', 'desc')
      .execute()
    expect(last).toMatchObject({ subject: '发票咨询', agent_name: '周子航', queue_id: 'billing' })
    expect(
      await db
        .selectFrom('customer_search_term')
        .select('term')
        .where('customer_id', '=', customer.id)
        .where('term', '=', '雨桐')
        .execute(),
    ).toHaveLength(1)
  })

  it('has log-ins that work and callers who reach a queue', async () => {
    const { db } = await open()
    await seedDemo(db, { now: NOW })
    for (const { login } of demoLogins) {
      const user = await db
        .selectFrom('user')
        .select('password_hash')
        .where('login', '=', login)
        .executeTakeFirstOrThrow()
      expect(await verifyPassword(user.password_hash, DEMO_PASSWORD)).toBe(true)
    }
    const numbers = (await db.selectFrom('queue_number').select('number').execute()).map(({ number }) => number)
    expect((await readCatalog(db)).queues.map(({ name }) => name['zh-CN'])).toEqual(
      expect.arrayContaining(['金卡服务', '账务', '普通话专线']),
    )
    for (const { shows, from, to } of demoCallers) {
      expect(numbers).toContain(to)
      const known = from
        ? await db.selectFrom('customer_phone').select('customer_id').where('e164', '=', from).execute()
        : []
      if (shows === 'known') expect(known).toHaveLength(1)
      else if (shows === 'shared') expect(known.length).toBeGreaterThan(1)
      else expect(known).toEqual([])
      if (shows === 'unknown') {
        const ending = Number(from?.slice(-7))
        expect(await db.selectFrom('customer_phone').select('e164').where('last7', '=', ending).execute()).toEqual([])
      }
      if (shows === 'suffix') {
        const ending = Number(from?.slice(-9))
        expect(await db.selectFrom('customer_phone').select('e164').where('last9', '=', ending).execute()).toHaveLength(
          1,
        )
      }
    }
  })
})
