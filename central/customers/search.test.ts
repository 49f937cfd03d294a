import { expect, it } from 'vitest'
import type { Executor } from '#central/db/executor.ts'
import { addCase, addCustomer, addOrder, NOW } from '#test/support/customers.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { searchCustomers } from './search.ts'

const search = (db: Executor, text: string, limit = 10) =>
  searchCustomers(db, { text, limit, readRegion: async () => 'CN' })
const find = async (db: Executor, text: string) => (await search(db, text)).map((hit) => hit.customer.customerId)

async function addPeople(db: Executor): Promise<void> {
  await addCustomer(db, 'zhang', { name: '张伟', phones: ['+8613812345678'], lastContactAt: NOW })
  await addCustomer(db, 'zhangwei2', { name: '张伟强', lastContactAt: NOW + 1 })
  await addCustomer(db, 'trad', { name: '張偉' })
  await addCustomer(db, 'maya', { name: 'Maya Okafor', company: 'Northwind Trading', email: 'maya@northwind.example' })
  await addCustomer(db, 'percent', { name: '100% Cotton_Mill' })
  await addOrder(db, { id: 'o1', customer_id: 'maya', number: 'SO-2026-0451' })
  await addCase(db, { id: 'k1', customer_id: 'zhang', number: 'CS-204519' })
}

describeOnDatabases('searching customers', (open) => {
  it('finds two-character Chinese names, the exact one first, the traditional writing after', async () => {
    const { db } = await open()
    await addPeople(db)
    const hits = await search(db, '张伟')
    expect(hits.map((hit) => [hit.customer.customerId, hit.matched])).toEqual([
      ['zhang', 'name'],
      ['zhangwei2', 'name'],
      ['trad', 'pinyin'],
    ])
    expect(hits[0]?.customer).toMatchObject({ name: '张伟', phone: '+8613812345678', lastContactAt: NOW })
  })

  it('finds by pinyin, initials, parts of Latin words, company, e-mail, phone ending, order and case', async () => {
    const { db } = await open()
    await addPeople(db)
    for (const text of ['zw', 'zhangwei', 'zhang wei', 'ZHANGW'])
      expect((await find(db, text)).sort(), text).toEqual(['trad', 'zhang', 'zhangwei2'])
    const cases: [string, string, string][] = [
      ['kafor', 'maya', 'name'],
      ['okafor maya', 'maya', 'name'],
      ['northwind', 'maya', 'company'],
      ['trading', 'maya', 'company'],
      ['maya@north', 'maya', 'email'],
      ['5678', 'zhang', 'phone'],
      ['138-1234-5678', 'zhang', 'phone'],
      ['(+86) 138 1234 5678', 'zhang', 'phone'],
      ['SO-2026-0451', 'maya', 'order'],
      ['so20260451', 'maya', 'order'],
      ['20260451', 'maya', 'order'],
      ['CS-2045', 'zhang', 'case'],
      ['cotton mill', 'percent', 'name'],
    ]
    for (const [text, id, matched] of cases)
      expect(
        (await search(db, text)).map((hit) => [hit.customer.customerId, hit.matched]),
        text,
      ).toEqual([[id, matched]])
    expect(await find(db, 'CS-2026-0451')).toEqual([])
  })

  it('finds one customer for composed and decomposed spellings', async () => {
    const { db } = await open()
    await addCustomer(db, 'zoe', { name: 'Zo\u00eb' })
    for (const text of ['Zo\u00eb', 'Zoe\u0308', 'zoe', 'ＺＯＥ']) expect(await find(db, text), text).toEqual(['zoe'])
  })

  it.each([
    "' OR 1=1--",
    '"',
    'AND',
    'NEAR(',
    '-x',
    '*',
    '%',
    '_',
    '%%%',
    '\\',
    '',
    '   ',
    '张%',
    'a'.repeat(10_000),
    '{}[]().+?^$|',
  ])('takes %j literally', async (text) => {
    const { db } = await open()
    await addPeople(db)
    expect(await find(db, text)).toEqual(text === '张%' ? ['zhangwei2', 'zhang', 'trad'] : [])
  })

  it('answers in the same order every time and never more than asked', async () => {
    const { db } = await open()
    for (let n = 0; n < 30; n += 1)
      await addCustomer(db, `w${String(n).padStart(2, '0')}`, { name: `王${n}`, lastContactAt: NOW })
    const first = await search(db, '王', 7)
    expect(first.map((hit) => hit.customer.customerId)).toEqual(['w00', 'w01', 'w02', 'w03', 'w04', 'w05', 'w06'])
    expect(await search(db, '王', 7)).toEqual(first)
  })
})
