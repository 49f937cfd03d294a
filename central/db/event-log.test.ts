import { expect, it } from 'vitest'
import type { DeskEvent } from '#shared/protocol/event/event.ts'
import { TaskId, UserId } from '#shared/protocol/ids.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { appendEvent, appendEvents, ensureEpoch, pruneEvents, readEpoch, readEventsAfter } from './event-log.ts'

const ann = UserId.parse('ann')
const ben = UserId.parse('ben')
const task = (n: number): DeskEvent => ({ type: 'task.changed', taskId: TaskId.parse(`task-${n}`) })

describeOnDatabases("an agent's event log", (open) => {
  it('numbers each agent from one without gaps, also somebody who never signed in', async () => {
    const { db } = await open()
    expect(await appendEvent(db, { userId: ann, event: task(1), at: 10 })).toBe(1)
    await appendEvents(
      db,
      [
        { userId: ann, event: task(2) },
        { userId: ben, event: task(3) },
        { userId: ann, event: task(4) },
      ],
      20,
    )
    const seen = await readEventsAfter(db, ann, 0, 10)
    expect(seen).toEqual([
      { seq: 1, at: 10, event: task(1) },
      { seq: 2, at: 20, event: task(2) },
      { seq: 3, at: 20, event: task(4) },
    ])
    expect(await readEventsAfter(db, ben, 0, 10)).toEqual([{ seq: 1, at: 20, event: task(3) }])
    expect(await readEventsAfter(db, ann, 2, 10)).toHaveLength(1)
    expect(await readEventsAfter(db, ann, 0, 2)).toHaveLength(2)
  })

  it('gives numbers back when the transaction fails', async () => {
    const { db } = await open()
    await appendEvent(db, { userId: ann, event: task(1), at: 10 })
    const failing = db.transaction().execute(async (tx) => {
      await appendEvent(tx, { userId: ann, event: task(2), at: 20 })
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    expect(await appendEvent(db, { userId: ann, event: task(3), at: 30 })).toBe(2)
  })

  it('forgets what is old, and keeps the rest under its numbers', async () => {
    const { db } = await open()
    for (let n = 1; n <= 5; n += 1) await appendEvent(db, { userId: ann, event: task(n), at: n * 100 })
    expect(await pruneEvents(db, 300)).toBe(2)
    expect((await readEventsAfter(db, ann, 0, 10)).map(({ seq }) => seq)).toEqual([3, 4, 5])
    expect(await appendEvent(db, { userId: ann, event: task(6), at: 600 })).toBe(6)
  })

  it('has one epoch for good', async () => {
    const { db } = await open()
    await expect(readEpoch(db)).rejects.toThrow('no epoch')
    expect(await ensureEpoch(db, () => 'first')).toBe('first')
    expect(await ensureEpoch(db, () => 'second')).toBe('first')
  })
})
