import { expect, it } from 'vitest'
import { recordChange } from '#central/customers/record-change.ts'
import type { UserId } from '#shared/protocol/ids.ts'
import { addUser, ask, maya } from '#test/support/ask-query.ts'
import { addCustomer, addInteraction, NOW } from '#test/support/customers.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { answerQuery } from './answer-query.ts'

describeOnDatabases('queries about people', (open) => {
  it('tell both people of a conflict in words, until each has seen it', async () => {
    const { db } = await open()
    await addUser(db, 'ann', 'Ann')
    await addUser(db, 'bob', 'Bob')
    await addCustomer(db, 'maya', { name: 'Maya' })
    let made = 0
    const write = (user: string, at: number, version: number, phones: string[]) =>
      recordChange(
        db,
        { ...maya, userId: user as UserId, commandId: null, now: at, newId: () => `n${++made}` },
        {
          field: 'phones',
          before: [{ e164: '+861' }, { e164: '+862' }],
          after: phones.map((e164) => ({ e164 })),
          version,
          baseVersion: 0,
        },
      )
    await write('bob', 1, 0, ['+861', '+862'])
    const conflict = await write('ann', 2, 1, ['+863'])
    const shown = {
      conflictId: conflict?.conflictId,
      customerId: 'maya',
      customerName: 'Maya',
      field: 'phones',
      kept: { value: '+863', by: 'Ann', at: 2 },
      replaced: { value: '+861, +862', by: 'Bob', at: 1 },
    }
    expect((await ask(db, 'work.list', {})).conflicts).toEqual([shown])
    await db.updateTable('conflict_notice').set({ acknowledged_at: 3 }).where('user_id', '=', 'ann').execute()
    expect((await ask(db, 'work.list', {})).conflicts).toEqual([])
    const bob = await answerQuery(db, { userId: 'bob' as UserId, role: 'agent' }, 'work.list', {}, NOW)
    expect(bob).toMatchObject({ ok: true, value: { conflicts: [shown] } })
  })

  it('match a typed number and say why', async () => {
    const { db } = await open()
    await db.insertInto('setting').values({ key: 'default_region', value: 'CN' }).execute()
    await addCustomer(db, 'maya', { phones: ['+8613812345678'] })
    await addCustomer(db, 'li', { phones: ['+8613812345678', '+8613911119999'] })
    const match = async (number: string) =>
      (await ask(db, 'caller.match', { number })).candidates.map((one) => `${one.reason} ${one.customer.customerId}`)
    expect(await match('138 1234 5678')).toEqual(['exact_number li', 'exact_number maya'])
    expect(await match('139-1111-9999')).toEqual(['exact_number li'])
    expect(await match('+8613711119999')).toEqual(['last7 li'])
    expect(await match('hello')).toEqual([])
  })

  it('find interactions by customer, by calling number, and own ones by their subject', async () => {
    const { db } = await open()
    await db.insertInto('setting').values({ key: 'default_region', value: 'CN' }).execute()
    await addCustomer(db, 'maya', { name: '张伟' })
    await addInteraction(db, { id: 'his', customer_id: 'maya', agent_id: 'bob', started_at: 3, subject: 'Kettle' })
    await addInteraction(db, { id: 'stranger', number: '+8613812345678', started_at: 2, subject: 'Kettle' })
    await addInteraction(db, { id: 'own', agent_id: 'ann', started_at: 1, subject: 'Leaking KETTLE 100%' })
    const find = async (text: string) =>
      (await ask(db, 'interaction.search', { text, limit: 10 })).interactions.map(
        (one) => one.interaction.interactionId,
      )
    expect(await find('zw')).toEqual(['his'])
    expect(await find('13812345678')).toEqual(['stranger'])
    expect(await find('kettle')).toEqual(['own'])
    expect(await find('100%')).toEqual(['own'])
    for (const text of ['%', '_', '*', "' OR 1=1--", ''])
      expect(await find(text), text).toEqual(text === '%' ? ['own'] : [])
  })
})
