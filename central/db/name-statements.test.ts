import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { describeOnPostgres } from '#test/support/databases.ts'
import { nameStatement } from './name-statements.ts'
import { runStatement } from './run-statement.ts'

describeOnPostgres('named statements', (open) => {
  it('are planned once per connection, and only texts that were named', async () => {
    const { db } = await open()
    nameStatement('select $1::int as n')
    const held = await db.connection().execute(async (one) => {
      for (const n of [1, 2]) expect((await runStatement(one, 'select $1::int as n', [n])).rows).toEqual([{ n }])
      await runStatement(one, 'select $1::int as m', [1])
      const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(one)
      return rows.map(({ statement }) => statement)
    })
    expect(held.filter((text) => text.startsWith('select $1::int'))).toEqual(['select $1::int as n'])
  })

  it('are planned without a look at the values where that is asked for, and nothing else is', async () => {
    const { db } = await open()
    const wide = 'select count(*)::int as n from generate_series(1, $1::int)'
    nameStatement(wide, { blind: true })
    const mode = async (one: typeof db) =>
      (await sql<{ mode: string }>`select current_setting('plan_cache_mode') as mode`.execute(one)).rows[0]?.mode
    await db.connection().execute(async (one) => {
      for (const n of [3, 4]) expect((await runStatement(one, wide, [n])).rows).toEqual([{ n }])
      expect(await mode(one)).toBe('force_generic_plan')
      await runStatement(one, 'select $1::int as o', [1])
      expect(await mode(one)).toBe('auto')
      expect((await runStatement(one, wide, [5])).rows).toEqual([{ n: 5 }])
      const other = 'select $1::int as p'
      nameStatement(other)
      expect((await runStatement(one, other, [1])).rows).toEqual([{ p: 1 }])
      expect(await mode(one)).toBe('auto')
    })
  })

  it('are planned as asked for after a transaction that was undone, too', async () => {
    const { db } = await open()
    const seeing = "select current_setting('plan_cache_mode') as mode, $1::int as seeing"
    const blind = "select current_setting('plan_cache_mode') as mode, $1::int as blind"
    nameStatement(seeing)
    nameStatement(blind, { blind: true })
    await db.connection().execute(async (one) => {
      const modeOf = async (text: string, executor: typeof db = one) =>
        (await runStatement<{ mode: string }>(executor, text, [1])).rows[0]?.mode
      for (const inside of [blind, seeing]) {
        expect(await modeOf(inside === blind ? seeing : blind)).toBe(inside === blind ? 'auto' : 'force_generic_plan')
        const undone = one.transaction().execute(async (tx) => {
          await modeOf(inside, tx)
          throw new Error('undone')
        })
        await expect(undone).rejects.toThrow('undone')
        expect(await modeOf(seeing)).toBe('auto')
        expect(await modeOf(blind)).toBe('force_generic_plan')
      }
    })
  })

  it('fail once when the schema changed under them, and work from then on', async () => {
    const { db } = await open()
    nameStatement('select * from team')
    await db.connection().execute(async (one) => {
      const read = () => runStatement(one, 'select * from team', [])
      expect((await read()).rows).toEqual([])
      await sql`alter table team add column motto text`.execute(one)
      await expect(read()).rejects.toMatchObject({ code: '0A000' })
      expect((await read()).rows).toEqual([])
    })
  })
})
