import { sql } from 'kysely'
import { expect, it } from 'vitest'
import type { OpenDatabase } from '#central/db/open-database.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { generateSite } from './generate-site.ts'
import { makeSiteId, makeSitePhones } from './site-ids.ts'

const NOW = Date.UTC(2026, 10, 22)

async function listIndexes({ db, dialect }: OpenDatabase): Promise<string[]> {
  const query =
    dialect === 'sqlite'
      ? sql<{ name: string }>`select name from sqlite_master where type = 'index' order by name`
      : sql<{ name: string }>`select indexname as name from pg_indexes where schemaname = current_schema() order by 1`
  return (await query.execute(db)).rows.map(({ name }) => name)
}

describeOnDatabases('a generated site', (open) => {
  it('has every customer with three phones of their own, a past, and all its indexes', async () => {
    const database = await open()
    const { db } = database
    const indexes = await listIndexes(database)
    await generateSite(database, { customers: 1_234, now: NOW, searchTerms: true })
    expect(await listIndexes(database)).toEqual(indexes)
    const count = async (table: 'customer' | 'customer_phone' | 'interaction' | 'sales_order') => {
      const { rows } = await db
        .selectFrom(table)
        .select((e) => e.fn.countAll<number>().as('rows'))
        .executeTakeFirstOrThrow()
      return rows
    }
    expect(await count('customer')).toBe(1_234)
    expect(await count('customer_phone')).toBe(3 * 1_234)
    expect(await count('interaction')).toBeGreaterThan(3 * 1_234)
    expect(await count('sales_order')).toBeGreaterThan(1_234)
    const distinct = await db.selectFrom('customer_phone').select('e164').distinct().execute()
    expect(distinct).toHaveLength(3 * 1_234)
    const found = await db
      .selectFrom('customer_phone')
      .select('customer_id')
      .where('e164', '=', makeSitePhones(777)[0])
      .execute()
    expect(found).toEqual([{ customer_id: makeSiteId('customer', 777) }])
    const term = await db
      .selectFrom('customer_search_term')
      .select('term')
      .where('customer_id', '=', makeSiteId('customer', 777))
      .limit(1)
      .execute()
    expect(term).toHaveLength(1)
  })
})
