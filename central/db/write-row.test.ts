import { expect, it } from 'vitest'
import { describeOnDatabases } from '#test/support/databases.ts'
import { insertRow, insertRowOnce, updateRows } from './write-row.ts'

describeOnDatabases('writing one row', (open) => {
  async function openQueue() {
    const { db } = await open()
    await insertRow(db, 'setting', { key: 'a', value: 'first' })
    await insertRow(db, 'setting', { key: 'b', value: 'other' })
    const read = async () =>
      (await db.selectFrom('setting').selectAll().orderBy('key').execute()).map((row) => row.value)
    return { db, read }
  }

  it('inserts it once where that is asked for, and throws where it is not', async () => {
    const { db, read } = await openQueue()
    expect(await insertRowOnce(db, 'setting', { key: 'a', value: 'second' })).toBe(false)
    expect(await insertRowOnce(db, 'setting', { value: 'third', key: 'c' })).toBe(true)
    await expect(insertRow(db, 'setting', { key: 'a', value: 'second' })).rejects.toThrow()
    expect(await read()).toEqual(['first', 'other', 'third'])
  })

  it('changes only the rows that hold what was expected, and says how many', async () => {
    const { db, read } = await openQueue()
    expect(await updateRows(db, 'setting', { key: 'a', value: 'other' }, { value: 'no' })).toBe(0)
    expect(await updateRows(db, 'setting', { key: 'a', value: 'first' }, { value: "it's" })).toBe(1)
    expect(await updateRows(db, 'setting', { value: "it's" }, { value: 'again' })).toBe(1)
    expect(await read()).toEqual(['again', 'other'])
  })

  it('writes null, and belongs to the transaction it is given', async () => {
    const { db, read } = await openQueue()
    const failing = db.transaction().execute(async (tx) => {
      await updateRows(tx, 'setting', { key: 'a' }, { value: 'gone' })
      await insertRow(tx, 'team', { id: 'team', name: 'Team' })
      throw new Error('undone')
    })
    await expect(failing).rejects.toThrow('undone')
    expect(await read()).toEqual(['first', 'other'])
    expect(await db.selectFrom('team').selectAll().execute()).toEqual([])
    const call = { id: 'journal', call_id: 'call', flow: 'greet', steps: '[]', step: 0, state: 'running' as const }
    await insertRow(db, 'journal', { ...call, created_at: 1, updated_at: 1, failure: 'busy' })
    await updateRows(db, 'journal', { id: 'journal', step: 0 }, { failure: null, step: 1 })
    expect(await db.selectFrom('journal').select(['failure', 'step']).execute()).toEqual([{ failure: null, step: 1 }])
  })
})
