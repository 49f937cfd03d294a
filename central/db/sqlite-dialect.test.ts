import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findScans } from '#test/support/record-statements.ts'
import { migrate } from './migrate.ts'
import { type OpenDatabase, openDatabase } from './open-database.ts'

describe('the text of a query for SQLite', () => {
  let database: OpenDatabase
  beforeAll(async () => {
    database = await openDatabase({ url: 'sqlite::memory:' })
    await migrate(database.db)
  })
  afterAll(() => database.close())
  const query = (key: string, limit: number) =>
    database.db.selectFrom('setting').selectAll().where('key', '=', key).orderBy('value').limit(limit)

  it('hides from the planner what is bound, which it would plan again for, and shows it the limit', () => {
    expect(query('a', 3).compile()).toMatchObject({
      sql: 'select * from "setting" where "key" = +? order by "value" limit 3',
      parameters: ['a'],
    })
  })

  it('means the same: a text of digits stays a text, and indexes serve', async () => {
    const { db, dialect } = database
    await db.insertInto('setting').values({ key: '007', value: '1e3' }).execute()
    expect(await query('007', 1).execute()).toEqual([{ key: '007', value: '1e3' }])
    expect(await query('7', 1).execute()).toEqual([])
    expect(await query('007', 0).execute()).toEqual([])
    expect(await findScans(db, dialect, query('007', 1).compile())).toEqual([])
  })
})
