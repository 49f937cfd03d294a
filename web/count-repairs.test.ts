import { expect, it } from 'vitest'
import type { RepairStore } from '#main/store/open-sound-store.ts'
import { makeStoreFolder } from '#main/store/store-folder.ts'
import { UserId } from '#shared/protocol/ids.ts'
import { countRepairs } from './count-repairs.ts'

const folder = makeStoreFolder('/nowhere', UserId.parse('u-1'))
const key = new Uint8Array(32)

it('a repair is told from its beginning to its end, also to a failed one, and two count as one until both are done', async () => {
  const ends: { done(): void; fail(): void }[] = []
  const repairs = countRepairs(
    () =>
      new Promise((resolve, reject) => {
        const done = () => resolve({ ok: false, refusal: { code: 'store_full' } })
        ends.push({ done, fail: () => reject(new Error('no thread')) })
      }) as ReturnType<RepairStore>,
  )
  expect(repairs.isRepairing()).toBe(false)
  const one = repairs.repair(folder, key, 1)
  const two = repairs.repair(folder, key, 1)
  expect(repairs.isRepairing()).toBe(true)
  ends[0]?.done()
  expect(await one).toEqual({ ok: false, refusal: { code: 'store_full' } })
  expect(repairs.isRepairing()).toBe(true)
  ends[1]?.fail()
  await expect(two).rejects.toThrow('no thread')
  expect(repairs.isRepairing()).toBe(false)
})
