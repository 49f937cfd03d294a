import { expect, it } from 'vitest'
import type { Executor } from '#central/db/executor.ts'
import type { FieldChange } from '#shared/protocol/command/paperwork.ts'
import type { CustomerId, UserId } from '#shared/protocol/ids.ts'
import { addCustomer, NOW } from '#test/support/customers.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { buildCard } from './build-card.ts'
import { searchCustomers } from './search.ts'
import { insertCustomer, updateFields } from './write-customer.ts'

let made = 0
const newId = () => `id-${++made}`

function edit(db: Executor, user: string, changes: FieldChange[], at = NOW) {
  const customerId = 'maya' as CustomerId
  return updateFields(db, {
    customerId,
    changes,
    userId: user as UserId,
    commandId: null,
    now: at,
    region: 'CN',
    newId,
  })
}

const readProfile = async (db: Executor) => (await buildCard(db, 'maya' as CustomerId, NOW))?.profile
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
      note: 'likes tea',
      fieldVersions: { name: 1, company: 1, phones: 1, doNotCall: 1 },
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

  it('merges edits of different fields without a word', async () => {
    const { db } = await open()
    await addCustomer(db, 'maya', { name: 'Maya' })
    await edit(db, 'ann', [{ field: 'name', value: 'Maya O.', baseVersion: 0 }])
    const outcome = await edit(db, 'bob', [{ field: 'note', value: 'hello', baseVersion: 0 }])
    expect(outcome).toEqual({ ok: true, value: { conflicts: [] } })
    expect(await readProfile(db)).toMatchObject({ name: 'Maya O.', note: 'hello' })
  })

  it('lets the later edit of one field stand, keeps the other in history and tells both people', async () => {
    const { db } = await open()
    await addCustomer(db, 'maya')
    await edit(db, 'ann', [{ field: 'note', value: 'from Ann', baseVersion: 0 }], NOW + 1)
    const outcome = await edit(db, 'bob', [{ field: 'note', value: 'from Bob', baseVersion: 0 }], NOW + 2)
    expect(outcome).toMatchObject({
      ok: true,
      value: { conflicts: [{ customerId: 'maya', field: 'note', userIds: ['bob', 'ann'] }] },
    })
    expect(await readProfile(db)).toMatchObject({ note: 'from Bob', fieldVersions: { note: 2 } })
    expect(await db.selectFrom('conflict').selectAll().execute()).toMatchObject([
      {
        kept_value: '"from Bob"',
        kept_by: 'bob',
        kept_at: NOW + 2,
        replaced_value: '"from Ann"',
        replaced_by: 'ann',
        replaced_at: NOW + 1,
      },
    ])
    expect(
      await db.selectFrom('conflict_notice').select(['user_id', 'acknowledged_at']).orderBy('user_id').execute(),
    ).toEqual([
      { user_id: 'ann', acknowledged_at: null },
      { user_id: 'bob', acknowledged_at: null },
    ])
    const history = await db.selectFrom('customer_field_history').selectAll().orderBy('version').execute()
    expect(history).toMatchObject([
      { new_value: '"from Ann"', user_id: 'ann', replaced_user_id: null, version: 1 },
      { old_value: '"from Ann"', new_value: '"from Bob"', user_id: 'bob', replaced_user_id: 'ann', version: 2 },
    ])
  })

  it('is no conflict to follow oneself, to have read the newest, or to write the same', async () => {
    const { db } = await open()
    await addCustomer(db, 'maya', { phones: ['+8613812345678'] })
    const note = (value: string, baseVersion: number): FieldChange[] => [{ field: 'note', value, baseVersion }]
    for (const [user, changes] of [
      ['ann', note('one', 0)],
      ['ann', note('two', 0)],
      ['bob', note('three', 2)],
      ['ann', note('three', 0)],
      [
        'ann',
        [{ field: 'phones', value: [{ number: '13812345678', label: 'mobile', primary: true }], baseVersion: 0 }],
      ],
    ] as [string, FieldChange[]][])
      expect(await edit(db, user, changes)).toEqual({ ok: true, value: { conflicts: [] } })
    expect(await readProfile(db)).toMatchObject({ note: 'three', fieldVersions: { note: 3 } })
  })

  it('loses no update when many write at once', async () => {
    const { db } = await open()
    await addCustomer(db, 'maya')
    const fields = ['note', 'company', 'jobTitle', 'email'] as const
    const writes = Array.from({ length: 24 }, (_, n) =>
      db.transaction().execute((tx) => {
        const field = fields[n % fields.length] ?? 'note'
        return edit(tx, `user${n}`, [{ field, value: `value${n}@example.com`, baseVersion: 0 }])
      }),
    )
    const conflicts = (await Promise.all(writes)).flatMap((outcome) => (outcome.ok ? outcome.value.conflicts : []))
    // six writers per field: the first of each meets nobody
    expect(conflicts).toHaveLength(24 - fields.length)
    const profile = await readProfile(db)
    expect(profile?.fieldVersions).toEqual({ note: 6, company: 6, jobTitle: 6, email: 6 })
    const history = await db.selectFrom('customer_field_history').select(['field', 'version', 'new_value']).execute()
    expect(new Set(history.map((row) => `${row.field} ${row.version}`)).size).toBe(24)
    for (const field of fields) {
      const last = history.find((row) => row.field === field && row.version === 6)
      expect(JSON.parse(last?.new_value ?? '""')).toBe(profile?.[field])
    }
  })
})
