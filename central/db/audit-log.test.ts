import { expect, it } from 'vitest'
import { createRefusalNotes } from '#central/flows/note-refusals.ts'
import { UserId } from '#shared/protocol/ids.ts'
import { NOW } from '#test/support/customers.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { createDesktopWork } from '#test/support/paperwork.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import { alsoAudit, appendAudit, type Happened, listAudit, pruneAudit } from './audit-log.ts'
import { runTransaction } from './run-transaction.ts'

const DAY_MS = 86_400_000
const made: Happened = { actorId: UserId.parse('sofia'), via: 'http', action: 'user.created', subject: 'mei' }

describeOnDatabases('the audit log', (open) => {
  async function openLog() {
    const { db } = await open()
    const { context } = await createDesktopWork(db)
    const clock = createTestClock(NOW)
    const tools = { clock, newId: context.newId }
    const actions = async () => (await listAudit(db, { before: null, limit: 100 })).map(({ action }) => action)
    return { db, context: { ...context, clock }, clock, tools, actions }
  }

  it('is read newest first, page by page', async () => {
    const { db, tools } = await openLog()
    for (let count = 0; count < 5; count += 1) await appendAudit(db, tools, { ...made, detail: { count } })
    const first = await listAudit(db, { before: null, limit: 3 })
    expect(first[0]).toEqual({ ...made, entryId: expect.any(String), at: NOW, detail: { count: 4 } })
    const rest = await listAudit(db, { before: first.at(-1)?.entryId ?? null, limit: 3 })
    expect([...first, ...rest].map(({ detail }) => detail.count)).toEqual([4, 3, 2, 1, 0])
  })

  it('cannot be altered, nor shortened by what is younger than thirty days', async () => {
    const { db, clock, tools, actions } = await openLog()
    await appendAudit(db, tools, made)
    await clock.advance(40 * DAY_MS)
    await appendAudit(db, tools, { ...made, action: 'user.changed' })
    const refused = /append-only/
    await expect(db.updateTable('audit').set({ actor_id: 'mallory' }).execute()).rejects.toThrow(refused)
    await expect(pruneAudit(db, clock.now() + 1)).rejects.toThrow(refused)
    await expect(db.deleteFrom('audit').where('action', '=', 'user.changed').execute()).rejects.toThrow(refused)
    expect(await actions()).toEqual(['user.changed', 'user.created'])
    await pruneAudit(db, clock.now() - 31 * DAY_MS)
    expect(await actions()).toEqual(['user.changed'])
  })

  it('tells of a change that is durable, and of none that was undone', async () => {
    const { db, tools, actions } = await openLog()
    const change = (fails: boolean) =>
      runTransaction(db, async (tx) => {
        await tx.insertInto('team').values({ id: 'gold', name: 'Gold' }).execute()
        await alsoAudit(tools, made)(tx)
        if (fails) throw new Error('undone')
      })
    await expect(change(true)).rejects.toThrow('undone')
    expect(await actions()).toEqual([])
    await change(false)
    expect(await actions()).toEqual(['user.created'])
  })

  it('takes thirty refusals a minute of one person, however often they try', async () => {
    const { db, context, clock } = await openLog()
    const note = createRefusalNotes(context)
    const refused: Happened = { ...made, action: 'right.refused' }
    const countOf = async (actorId: string) =>
      (await db.selectFrom('audit').select('id').where('actor_id', '=', actorId).execute()).length
    for (let count = 0; count < 50; count += 1) await note(refused)
    await note({ ...refused, actorId: UserId.parse('ava') })
    expect([await countOf('sofia'), await countOf('ava')]).toEqual([30, 1])
    await clock.advance(60_000)
    await note(refused)
    expect(await countOf('sofia')).toBe(31)
  })
})
