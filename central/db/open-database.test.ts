import { sql } from 'kysely'
import pg from 'pg'
import { describe, expect, inject, it } from 'vitest'
import { createDatabase, describeOnDatabases, dropDatabase } from '#test/support/databases.ts'
import { migrate } from './migrate.ts'
import { openDatabase } from './open-database.ts'
import { isStorageTrouble } from './storage-trouble.ts'

describeOnDatabases('central database', (open) => {
  const setting = (key: string) => ({ key, value: '"x"' })

  it('refuses the outer database inside a transaction instead of waiting for ever', async () => {
    const { db } = await open()
    await expect(
      db.transaction().execute(async (tx) => {
        await tx.insertInto('setting').values(setting('inside')).execute()
        await db.insertInto('setting').values(setting('outside')).execute()
      }),
    ).rejects.toThrow('inside a transaction')
    await expect(db.transaction().execute(async () => db.transaction().execute(async () => 1))).rejects.toThrow(
      'inside',
    )
    // rolled back, and the database is free again
    expect(await db.selectFrom('setting').select('key').execute()).toEqual([])
  })

  it('lets work that was started inside a transaction use the database once that has ended', async () => {
    const { db } = await open()
    let start = () => {}
    const ended = new Promise<void>((resolve) => {
      start = resolve
    })
    let later: Promise<unknown> = Promise.resolve()
    await db.transaction().execute(async () => {
      later = ended.then(() => db.selectFrom('setting').selectAll().execute())
    })
    start()
    expect(await later).toEqual([])
  })

  it('runs transactions and plain statements side by side without losing any', async () => {
    const { db } = await open()
    const insert = (n: number) =>
      db.transaction().execute((tx) =>
        tx
          .insertInto('setting')
          .values(setting(`t${n}`))
          .execute(),
      )
    const plain = (n: number) =>
      db
        .insertInto('setting')
        .values(setting(`p${n}`))
        .execute()
    await Promise.all(Array.from({ length: 30 }, (_, n) => [insert(n), plain(n)]).flat())
    expect(await db.selectFrom('setting').select('key').execute()).toHaveLength(60)
  })

  it('frees the connection when a transaction throws', async () => {
    const { db } = await open()
    const failing = db.transaction().execute(async () => {
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    await db.insertInto('setting').values(setting('after')).execute()
  })

  it('migrates twice without doing anything the second time', async () => {
    const { db } = await open()
    await migrate(db)
    await db.insertInto('setting').values(setting('a')).execute()
  })

  it('reads bigints, counts and sums as plain numbers', async () => {
    const { db } = await open()
    await db
      .insertInto('event_log')
      .values({ user_id: 'u', seq: 1, at: 1_800_000_000_000, type: 't', body: '{}' })
      .execute()
    const row = await db
      .selectFrom('event_log')
      .select((eb) => ['at', eb.fn.countAll<number>().as('count'), eb.fn.sum<number>('at').as('sum')])
      .groupBy('at')
      .executeTakeFirstOrThrow()
    expect(row).toEqual({ at: 1_800_000_000_000, count: 1, sum: 1_800_000_000_000 })
  })

  it('compares text by code point, so that prefix ranges are exact', async () => {
    const { db } = await open()
    const terms = ['Zeta', 'alpha', 'zhang', 'zhangwei', 'zhao', '伟', '张伟', '𠮷野']
    const values = terms.map((term) => ({ term, customer_id: 'c', source: 'name' }))
    await db.insertInto('customer_search_term').values(values).execute()
    const { rows } = await sql<{ term: string }>`
      select term from customer_search_term where term >= ${'zh'} and term < ${'zh\u{10ffff}'} order by term`.execute(
      db,
    )
    expect(rows.map((row) => row.term)).toEqual(['zhang', 'zhangwei', 'zhao'])
    const all = await db.selectFrom('customer_search_term').select('term').orderBy('term').execute()
    expect(all.map((row) => row.term)).toEqual(terms)
  })
})

const postgres = inject('postgres')
describe.skipIf('missing' in postgres)('a connection to PostgreSQL that dies', () => {
  it('is told by its code, idle or inside a transaction, and the next statement gets another', async () => {
    const made = await createDatabase(postgres)
    const lost: string[] = []
    const { db, close } = await openDatabase({ url: made.url, onConnectionLost: (code) => lost.push(code) })
    const other = new pg.Client({ connectionString: made.url })
    await other.connect()
    const kill = () =>
      other.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      )
    const ask = () => sql<{ one: number }>`select 1 as one`.execute(db)
    try {
      await ask()
      await kill()
      await expect.poll(() => lost[0], { timeout: 10_000 }).toBe('57P01')
      expect((await ask()).rows).toEqual([{ one: 1 }])
      const before = lost.length
      const broken = db.transaction().execute(async (tx) => {
        await kill()
        await expect.poll(() => lost.length, { timeout: 10_000 }).toBeGreaterThan(before)
        await sql`select 1`.execute(tx)
      })
      const error = await broken.catch((error: unknown) => error)
      expect(isStorageTrouble(error), String(error)).toBe(true)
      expect((await ask()).rows).toEqual([{ one: 1 }])
    } finally {
      await close()
      await other.end()
      await dropDatabase(postgres, made.name)
    }
  })
})
