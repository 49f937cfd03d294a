import { expect, it } from 'vitest'
import { openSharedFile } from '#test/support/shared-file.ts'
import { runTransaction } from './run-transaction.ts'

it('runs again when another process wrote to the file between its reading and its writing', async () => {
  const { db, writeBeside } = await openSharedFile()
  const seen: number[] = []
  await runTransaction(db, async (tx) => {
    seen.push((await tx.selectFrom('setting').select('key').where('key', '=', 'other').execute()).length)
    if (seen.length === 1) writeBeside()
    await tx.insertInto('setting').values({ key: 'ours', value: '1' }).execute()
  })
  expect(seen).toEqual([0, 1])
})

it('gives up when it never gets through, and throws at once what is no lost race', async () => {
  const { db, writeBeside } = await openSharedFile()
  let runs = 0
  const never = runTransaction(db, async (tx) => {
    runs += 1
    await tx.selectFrom('setting').select('key').execute()
    writeBeside()
    await tx.insertInto('setting').values({ key: 'ours', value: '1' }).execute()
  })
  await expect(never).rejects.toMatchObject({ code: 'SQLITE_BUSY_SNAPSHOT' })
  expect(runs).toBe(20)
  const broken = runTransaction(db, async () => {
    runs += 1
    throw new Error('a bug')
  })
  await expect(broken).rejects.toThrow('a bug')
  expect(runs).toBe(21)
})
