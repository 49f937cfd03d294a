import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import type { Kysely } from 'kysely'
import pg from 'pg'
import { findPostgresSite } from '#bench/generate/find-postgres-site.ts'
import { findSite } from '#bench/generate/find-site.ts'
import { warmFile } from '#bench/lib/warm-file.ts'
import { openDatabase } from '#central/db/open-database.ts'
import type { Database } from '#central/db/schema.ts'
import { answerQuery } from '#central/queries/answer-query.ts'
import { UserId } from '#shared/protocol/ids.ts'
import { startPostgres } from '#test/support/postgres.ts'
import { listBounds, MOST_ROWS, type Place, SHOWN } from './place.ts'
import type { Sought, Typed } from './typed-texts.ts'

const agent = { userId: UserId.parse('bench'), role: 'agent' } as const
/**
 * The customers of the first rows of the index, as a list shows them, the latest contact first: what ours shows, and as
 * many. It is planned once, as ours is: its limits stand in the text, and neither database looks at what is bound.
 */
const bare = (slots: readonly string[]) => {
  const ranges = []
  for (let at = 0; at < slots.length; at += 2)
    ranges.push(`select * from (
      select customer_id from customer_search_term where term >= ${slots[at]} and term < ${slots[at + 1]}
      order by term, customer_id limit ${MOST_ROWS}
    ) as range`)
  return `
    select shown.*, (select e164 from customer_phone where customer_id = shown.id and is_primary = 1 limit 1) as phone
    from (
      select c.id, c.kind, c.name, c.company, c.job_title, c.tier, c.city, c.last_contact_at
      from (select distinct customer_id from (${ranges.join(' union all ')}) as rows) as hit
      join customer c on c.id = hit.customer_id
      order by c.last_contact_at desc limit ${SHOWN}
    ) as shown`
}

export async function openSqlitePlace(customers: number, say: (text: string) => void): Promise<Place> {
  const file = await findSite(customers, say, { searchTerms: true })
  await warmFile(file)
  const { db, close } = await openDatabase({ url: `sqlite:${file}` })
  const hand = new SQLite(file, { readonly: true })
  const statements = [1, 2].map((ranges) => hand.prepare<string[]>(bare(Array(2 * ranges).fill('+?'))))
  return {
    name: `SQLite, ${customers} customers`,
    sought: await listSought(db),
    ours: (typed) => askCentral(db, typed),
    floor: async (typed) => statements[typed.terms.length - 1]?.all(...listBounds(typed)) ?? [],
    async close() {
      hand.close()
      await close()
    },
  }
}

export async function openPostgresPlace(customers: number, say: (text: string) => void): Promise<Place> {
  const kept = await findPostgresSite(customers, say)
  await warmFolder(join(kept, 'data', 'base'))
  const server = await startPostgres({ durable: true, kept })
  const { db, close } = await openDatabase({ url: server.url })
  const hand = new pg.Client({ connectionString: server.url })
  await hand.connect()
  await hand.query('set plan_cache_mode = force_generic_plan')
  const texts = [1, 2].map((ranges) => bare(Array.from({ length: 2 * ranges }, (_, at) => `$${at + 1}`)))
  return {
    name: `PostgreSQL, ${customers} customers`,
    sought: await listSought(db),
    ours: (typed) => askCentral(db, typed),
    async floor(typed) {
      const values = listBounds(typed)
      const answer = await hand.query({
        name: `search ${values.length}`,
        text: texts[typed.terms.length - 1] ?? '',
        values,
      })
      return answer.rows
    },
    async close() {
      await hand.end()
      await close()
      await server.stop()
    },
  }
}

async function warmFolder(folder: string): Promise<void> {
  for (const file of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (file.isFile()) await warmFile(join(file.parentPath, file.name))
}

/** What the link and REST call when a desk asks. */
async function askCentral(db: Kysely<Database>, { text }: Typed): Promise<unknown> {
  const answer = await answerQuery(db, agent, 'customer.search', { text, limit: SHOWN }, Date.now(), 'US')
  if (!answer.ok) throw new Error(answer.refusal.code)
  return answer.value
}

async function listSought(db: Kysely<Database>): Promise<Sought[]> {
  return db
    .selectFrom('customer')
    .innerJoin('customer_phone as phone', (join) =>
      join.onRef('phone.customer_id', '=', 'customer.id').on('phone.is_primary', '=', 1),
    )
    .select(['customer.name', 'phone.e164 as phone'])
    .orderBy('phone.e164')
    .limit(5_000)
    .execute()
}
