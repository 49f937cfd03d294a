import { expect, it } from 'vitest'
import { ask } from '#test/support/ask-query.ts'
import { addCustomer } from '#test/support/customers.ts'
import { describeOnDatabases } from '#test/support/databases.ts'

describeOnDatabases('contacts', (open) => {
  it('are customers found by name, in Chinese, by its sound or in English, each with all their numbers', async () => {
    const { db } = await open()
    await addCustomer(db, 'chen', { name: '陈雨桐', company: '明光', phones: ['13812345678', '02162881234'] })
    await addCustomer(db, 'maya', { name: 'Maya Okafor', phones: ['+31107942216'] })
    const find = async (text: string) => (await ask(db, 'contact.search', { text, limit: 8 })).contacts
    const chen = {
      ...{ customerId: 'chen', name: '陈雨桐', company: '明光' },
      phones: [
        { e164: '+8613812345678', label: 'mobile', primary: true },
        { e164: '+862162881234', label: 'mobile', primary: false },
      ],
    }
    for (const text of ['雨桐', 'chenyu', 'cyt', '1234']) expect(await find(text), text).toEqual([chen])
    expect(await find('okaf')).toMatchObject([{ customerId: 'maya', phones: [{ e164: '+31107942216' }] }])
  })

  it('are only those who can be called', async () => {
    const { db } = await open()
    await addCustomer(db, 'chen', { name: '陈雨桐' })
    expect(await ask(db, 'contact.search', { text: '陈雨桐', limit: 8 })).toEqual({ contacts: [] })
    expect(await ask(db, 'contact.search', { text: '。', limit: 8 })).toEqual({ contacts: [] })
  })
})
