import { expect, it } from 'vitest'
import { addCustomer, NOW } from '#test/support/customers.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { recordStatements } from '#test/support/record-statements.ts'
import { findCaller } from './find-caller.ts'

describeOnDatabases('finding a caller', (open) => {
  const find = (db: Parameters<typeof findCaller>[0], number: string | null) => findCaller(db, { number, region: 'CN' })

  it('knows the one customer who has exactly this number, in whatever format it comes', async () => {
    const { db } = await open()
    await addCustomer(db, 'zhang', { phones: ['+8613812345678', '021-6123 4567'] })
    await addCustomer(db, 'other', { phones: ['+8613912345678'] })
    for (const number of ['+8613812345678', '13812345678', "'+86 138-1234-5678", '008613812345678', '(021)61234567'])
      expect(await find(db, number), number).toEqual({ kind: 'known', customerId: 'zhang', reason: 'exact_number' })
  })

  it('offers everyone who shares a number, latest contact first, never more than nine', async () => {
    const { db } = await open()
    for (let n = 0; n < 11; n += 1)
      await addCustomer(db, `c${n}`, { phones: ['+862161234567'], lastContactAt: n === 5 ? null : NOW + n })
    const found = await find(db, '+862161234567')
    expect(found).toMatchObject({ kind: 'candidates', shared: true })
    const ids = found.kind === 'candidates' ? found.candidates.map((one) => one.customerId) : []
    expect(ids).toEqual(['c10', 'c9', 'c8', 'c7', 'c6', 'c4', 'c3', 'c2', 'c1'])
  })

  it('never takes an ending for a certainty: nine digits, then seven', async () => {
    const { db } = await open()
    await addCustomer(db, 'seven', { phones: ['+8613992345678'], lastContactAt: NOW })
    await addCustomer(db, 'nine', { phones: ['+8613812345678'] })
    const candidates = (customerId: string, reason: string) => ({
      kind: 'candidates',
      shared: false,
      candidates: [{ customerId, reason }],
    })
    expect(await find(db, '+8615812345678')).toEqual(candidates('nine', 'last9'))
    expect(await find(db, '+8615872345678')).toMatchObject({ kind: 'candidates', shared: false })
    await addCustomer(db, 'twice', { phones: ['+8613811119999', '+8613911119999'] })
    expect(await find(db, '+8613011119999')).toEqual(candidates('twice', 'last7'))
  })

  it('says unknown when nothing fits, and for internal numbers too short to compare', async () => {
    const { db } = await open()
    await addCustomer(db, 'zhang', { phones: ['+8613812345678'] })
    expect(await find(db, '+14155552671')).toEqual({ kind: 'unknown' })
    expect(await find(db, '345678')).toEqual({ kind: 'unknown' })
    expect(await find(db, "' OR 1=1--")).toEqual({ kind: 'unknown' })
  })

  it.each([null, '', 'anonymous', '+266696687', 'Restricted'])('takes %j as withheld', async (number) => {
    const { db } = await open()
    const recorded = recordStatements(db)
    expect(await find(recorded.db, number)).toEqual({ kind: 'withheld' })
    expect(recorded.statements).toEqual([])
  })

  it('needs one statement for a known caller and two for any other', async () => {
    const { db } = await open()
    await addCustomer(db, 'zhang', { phones: ['+8613812345678'] })
    const known = recordStatements(db)
    await find(known.db, '+8613812345678')
    expect(known.statements).toHaveLength(1)
    const unknown = recordStatements(db)
    await find(unknown.db, '+14155552671')
    expect(unknown.statements).toHaveLength(2)
  })
})
