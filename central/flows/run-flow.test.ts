import { expect, it } from 'vitest'
import { UserId } from '#shared/protocol/ids.ts'
import { createDesktopWork } from '#test/support/paperwork.ts'
import { openSharedFile } from '#test/support/shared-file.ts'
import { runFlow } from './run-flow.ts'

it('tells and does once what a flow said that had to run again', async () => {
  const { db, writeBeside } = await openSharedFile()
  const { context, published } = await createDesktopWork(db)
  const done: number[] = []
  let runs = 0
  const answer = await runFlow(context, async ({ tx, emit, afterCommit }) => {
    runs += 1
    const run = runs
    await tx.selectFrom('setting').select('key').where('key', '=', 'other').execute()
    if (run === 1) writeBeside()
    await tx
      .insertInto('setting')
      .values({ key: 'ours', value: String(run) })
      .execute()
    const state = { kind: 'not_ready', since: 1, reason: 'lunch' } as const
    await emit(UserId.parse('mei'), { type: 'agent.state-changed', state, next: null })
    afterCommit(() => void done.push(run))
    return run
  })
  await context.sequencer.idle()
  expect([answer, done, published]).toEqual([2, [2], ['mei']])
  expect(await db.selectFrom('setting').select('value').where('key', '=', 'ours').execute()).toEqual([{ value: '2' }])
  expect(await db.selectFrom('event_log').select('seq').execute()).toHaveLength(1)
})
