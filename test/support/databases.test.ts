import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { describeOnDatabases } from './databases.ts'

describeOnDatabases('a test database', (open) => {
  it('is empty, migrated and nobody else’s', async () => {
    const one = await open()
    const other = await open()
    await one.db.schema.createTable('only_here').addColumn('id', 'text').execute()
    const tables = async ({ db }: typeof one) => (await db.introspection.getTables()).map((table) => table.name)
    expect(await tables(one)).toContain('only_here')
    expect(await tables(other)).not.toContain('only_here')
    expect((await tables(other)).length).toBeGreaterThan(5)
  })

  it('closes without harm when the test has closed it already', async () => {
    const { db, close } = await open()
    await sql`select 1`.execute(db)
    await close()
    await expect(close()).resolves.toBeUndefined()
  })
})
