import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import type { Executor } from '#central/db/executor.ts'
import { migrate } from '#central/db/migrate.ts'
import { openDatabase } from '#central/db/open-database.ts'
import { createDesktopWork } from '#test/support/paperwork.ts'
import { runFlow } from './run-flow.ts'

it('runs again when another process wrote to the file between its reading and its writing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'run-flow-'))
  const path = join(folder, 'central.db')
  const { db, close } = await openDatabase({ url: `sqlite:${path}` })
  onTestFinished(async () => {
    await close()
    rmSync(folder, { recursive: true })
  })
  await migrate(db)
  const { context } = await createDesktopWork(db)
  const write = 'insert into setting (key, value) values (?, ?)'
  const keys = async (executor: Executor) =>
    (await executor.selectFrom('setting').select('key').where('key', 'in', ['other', 'ours']).execute()).map(
      ({ key }) => key,
    )
  const seen: string[][] = []
  await runFlow(context, async ({ tx }) => {
    seen.push(await keys(tx))
    if (seen.length === 1) {
      // as an administrator's command does while central runs
      const other = new SQLite(path)
      other.prepare(write).run('other', '1')
      other.close()
    }
    await tx.insertInto('setting').values({ key: 'ours', value: '1' }).execute()
  })
  expect(seen).toEqual([[], ['other']])
  expect((await keys(db)).toSorted()).toEqual(['other', 'ours'])
})
