import { expect, it } from 'vitest'
import type { Executor } from '#central/db/executor.ts'
import type { FieldChange } from '#shared/protocol/command/paperwork.ts'
import type { CustomerId } from '#shared/protocol/ids.ts'
import { addCustomer, NOW } from '#test/support/customers.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { editMaya as edit, readMaya as readProfile } from '#test/support/edit-maya.ts'
import { searchCustomers } from './search.ts'
import { insertCustomer } from './write-customer.ts'

const find = async (db: Executor, text: string) =>
  (await searchCustomers(db, { text, limit: 10, readRegion: async () => 'CN' })).map((hit) => hit.customer.customerId)

describeOnDatabases('writing customers', (open) => {
  it('stores a new customer with normalised phones, merged and one of them primary', async () => {
    const { db } = await open()
    const outcome = await insertCustomer(
      db,
      {
        customerId: 'maya' as CustomerId,
        kind: 'individual',
        name: ` Zoe\u0308 Müller `,
        phones: [
          { number: '021 6123 4567', label: 'work', primary: false },
          { number: '+86 138-1234-5678', label: 'mobile', primary: true },
          { number: '13812345678', label: 'other', primary: false },
        ],
      },
      { now: NOW, region: 'CN' },
    )
    expect(outcome.ok).toBe(true)
    expect(await readProfile(db)).toMatchObject({
      name: 'Zoë Müller',
      language: 'zh-CN',
      tier: 'standard',
      phones: [
        { e164: '+8613812345678', label: 'mobile', primary: true },
        { e164: '+862161234567', label: 'work', primary: false },
      ],
      fieldVersions: {},
    })
    expect(await find(db, 'muller')).toEqual(['maya'])
  })

  it('keeps names as they are read: no marks that turn the direction, emoji whole', async () => {
    const { db } = await open()
    const write = (customerId: string, name: string, company: string | null) =>
      insertCustomer(
        db,
        { customerId: customerId as CustomerId, kind: 'individual', name, company, phones: [] },
        { now: NOW, region: 'CN' },
      )
    await write('rtl', '\u202eayaM\u202c ', '\u2066Acme\u2069')
    await write('emoji', '👩‍👩‍👧 王芳', null)
    const rows = await db.selectFrom('customer').select(['id', 'name', 'company']).orderBy('id').execute()
    expect(rows).toEqual([
      { id: 'emoji', name: '👩‍👩‍👧 王芳', company: null },
      { id: 'rtl', name: 'ayaM', company: 'Acme' },
    ])
  })

  it('refuses a phone that is none, naming it, and an id that is taken; nothing is written', async () => {
    const { db } = await open()
    const bad = await insertCustomer(
      db,
      {
        customerId: 'maya' as CustomerId,
        kind: 'individual',
        name: 'Maya',
        phones: [{ number: 'hello', label: 'work', primary: true }],
      },
      { now: NOW, region: 'CN' },
    )
    expect(bad).toEqual({
      ok: false,
      refusal: { code: 'invalid_phone', field: 'phones.0.number' },
    })
    expect(await readProfile(db)).toBeUndefined()
    await addCustomer(db, 'maya', { name: 'Maya' })
    const again = await insertCustomer(
      db,
      { customerId: 'maya' as CustomerId, kind: 'individual', name: 'Eve', phones: [] },
      { now: NOW, region: 'CN' },
    )
    expect(again).toMatchObject({ ok: false, refusal: { code: 'duplicate' } })
    expect(await readProfile(db)).toMatchObject({ name: 'Maya' })
    expect(await find(db, 'eve')).toEqual([])
  })

  it('writes every editable field and finds the customer by what it is called now', async () => {
    const { db } = await open()
    await addCustomer(db, 'maya', { name: 'Maya', phones: ['+8613812345678'], email: 'old@example.com' })
    const address = { line: '1 Pier', city: 'Suzhou', region: 'Jiangsu', postalCode: '215000', country: 'CN' }
    const outcome = await edit(db, 'ann', [
      { field: 'name', value: '张伟', baseVersion: 0 },
      { field: 'company', value: 'Northwind', baseVersion: 0 },
      { field: 'jobTitle', value: 'Buyer', baseVersion: 0 },
      { field: 'email', value: 'new@example.com', baseVersion: 0 },
      { field: 'phones', value: [{ number: '020 7946 0958', label: 'work', primary: true }], baseVersion: 0 },
      { field: 'address', value: address, baseVersion: 0 },
      { field: 'language', value: 'zh-TW', baseVersion: 0 },
      { field: 'timeZone', value: 'Asia/Taipei', baseVersion: 0 },
      { field: 'tier', value: 'gold', baseVersion: 0 },
      { field: 'lifecycleStage', value: 'active', baseVersion: 0 },
      { field: 'tags', value: ['vip'], baseVersion: 0 },
      { field: 'doNotCall', value: true, baseVersion: 0 },
      { field: 'recordingConsent', value: false, baseVersion: 0 },
      { field: 'note', value: 'likes tea', baseVersion: 0 },
    ])
    expect(outcome).toEqual({ ok: true, value: { conflicts: [] } })
    expect(await readProfile(db)).toMatchObject({
      name: '张伟',
      company: 'Northwind',
      jobTitle: 'Buyer',
      email: 'new@example.com',
      phones: [{ e164: '+862079460958', label: 'work', primary: true }],
      address,
      language: 'zh-TW',
      timeZone: 'Asia/Taipei',
      tier: 'gold',
      lifecycleStage: 'active',
      tags: ['vip'],
      doNotCall: true,
      recordingConsent: false,
      note: 'likes tea',
      fieldVersions: { name: 1, company: 1, phones: 1, doNotCall: 1, recordingConsent: 1 },
    })
    for (const text of ['zw', '张伟', 'northwind', 'new@example', '0958'])
      expect(await find(db, text), text).toEqual(['maya'])
    for (const text of ['maya', 'old@example.com', '5678']) expect(await find(db, text), text).toEqual([])
  })

  it('refuses unknown customers, phones and time zones', async () => {
    const { db } = await open()
    expect(await edit(db, 'ann', [{ field: 'note', value: 'x', baseVersion: 0 }])).toMatchObject({
      refusal: { code: 'customer_not_found' },
    })
    await addCustomer(db, 'maya')
    const phones: FieldChange = {
      field: 'phones',
      value: [{ number: 'abcdef', label: 'work', primary: true }],
      baseVersion: 0,
    }
    const note: FieldChange = { field: 'note', value: 'x', baseVersion: 0 }
    expect(await edit(db, 'ann', [note, phones])).toMatchObject({
      refusal: { code: 'invalid_phone', field: 'phones.0.number' },
    })
    expect(await edit(db, 'ann', [{ field: 'timeZone', value: 'Mars/Base', baseVersion: 0 }])).toMatchObject({
      refusal: { code: 'bad_request', field: 'timeZone' },
    })
    expect(await readProfile(db)).toMatchObject({ note: null, fieldVersions: {} })
  })
})
