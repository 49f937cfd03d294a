import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { runFlow } from '#central/flows/run-flow.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { createDesktopWork } from '#test/support/paperwork.ts'
import { guardCommand } from './guard-command.ts'

describeOnDatabases('a guarded command', (open) => {
  it('is not refused for good because the disk was full: the whole batch fails and comes again', async () => {
    const { db } = await open()
    const { context, errors } = await createDesktopWork(db)
    const full = new Database.SqliteError('database or disk is full', 'SQLITE_FULL')
    const work = runFlow(context, (flow) =>
      guardCommand(flow, async () => {
        throw full
      }),
    )
    await expect(work).rejects.toBe(full)
    expect(errors).toEqual([])
  })
})
