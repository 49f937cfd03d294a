import { expect, it } from 'vitest'
import { describeOnDatabases } from '#test/support/databases.ts'
import { prepareListQuery, prepareQuery } from './prepare-query.ts'

describeOnDatabases('prepared queries', (open) => {
  const between = prepareQuery((db, slot: { from: string; to: string; limit: number }) =>
    db
      .selectFrom('setting')
      .select('value')
      .where('key', '>=', slot.from)
      .where('key', '<=', slot.to)
      .orderBy('key')
      .limit(slot.limit),
  )
  const among = prepareListQuery((db, keys) =>
    db.selectFrom('setting').select('key').where('key', 'in', keys).orderBy('key'),
  )

  async function fill() {
    const database = await open()
    const values = ['a', 'b', 'c', 'd'].map((key) => ({ key, value: key.toUpperCase() }))
    await database.db.insertInto('setting').values(values).execute()
    return database.db
  }

  it('run with the values of each call, in and outside transactions, on any database', async () => {
    const db = await fill()
    const values = async (executor: typeof db, from: string, to: string, limit = 10) =>
      (await between(executor, { from, to, limit })).map((row) => row.value).join('')
    expect(await values(db, 'a', 'b')).toBe('AB')
    expect(await values(db, 'b', 'd')).toBe('BCD')
    expect(await values(db, 'b', 'd', 1)).toBe('B')
    await db.transaction().execute(async (tx) => {
      await tx.deleteFrom('setting').where('key', '=', 'c').execute()
      expect(await values(tx, 'b', 'd')).toBe('BD')
    })
  })

  it('see nothing of a transaction of somebody else before it has ended, and run none inside it', async () => {
    const db = await fill()
    const read = async () => (await between(db, { from: 'a', to: 'z', limit: 10 })).map((row) => row.value).join('')
    let told = () => {}
    const undone = new Promise<void>((resolve) => {
      told = resolve
    })
    const other = db.transaction().execute(async (tx) => {
      await tx.deleteFrom('setting').execute()
      await expect(read()).rejects.toThrow('inside a transaction')
      told()
      throw new Error('undone')
    })
    const reading = undone.then(read)
    await expect(other).rejects.toThrow('undone')
    expect(await reading).toBe('ABCD')
    expect(await read()).toBe('ABCD')
  })

  it('take lists of any length', async () => {
    const db = await fill()
    for (const keys of [[], ['b'], ['d', 'a', 'x'], ['a', 'b', 'c', 'd', 'e'], ["' or 1=1", 'a']])
      expect((await among(db, keys)).map((row) => row.key)).toEqual(
        [...keys].filter((key) => 'abcd'.includes(key)).sort(),
      )
  })
})
