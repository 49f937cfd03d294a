import { expect, it } from 'vitest'
import type { FieldChange } from '#shared/protocol/command/paperwork.ts'
import { addCustomer, NOW } from '#test/support/customers.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { editMaya as edit, readMaya as readProfile } from '#test/support/edit-maya.ts'

describeOnDatabases('two people who edit one customer', (open) => {
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
