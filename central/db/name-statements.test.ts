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
