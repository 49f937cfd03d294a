import { expect, it } from 'vitest'
import { ensureEpoch, readEpoch } from '#central/db/event-log.ts'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { markAsBackup, noticeRestore } from './backup-mark.ts'

describeOnDatabases('the first start on a restored copy', (open) => {
  it('draws one epoch, however many nodes start at once', async () => {
    const { db } = await open()
    await ensureEpoch(db, () => 'site-1')
    await markAsBackup(db, 1_000)
    // each has its connection already, or the first would be done before the second had one
    await Promise.all([1, 2, 3, 4].map(() => readEpoch(db)))
    const starts = [1, 2, 3, 4].map(async (seed) => {
      const from = await noticeRestore(db, 2_000, createSeededRandom(seed))
      return { from, epoch: await readEpoch(db) }
    })
    const nodes = await Promise.all(starts)
    expect(nodes.map(({ from }) => from).filter((from) => from !== null)).toEqual([1_000])
    expect(new Set(nodes.map(({ epoch }) => epoch))).toEqual(new Set([await readEpoch(db)]))
    expect(await readEpoch(db)).toMatch(/^site-1\.[0-9a-f]{16}$/)
  })
})
