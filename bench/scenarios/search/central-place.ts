import SQLite from 'better-sqlite3'
import type { Kysely } from 'kysely'
import pg from 'pg'
import { findSite } from '#bench/generate/find-site.ts'
import { generateSite } from '#bench/generate/generate-site.ts'
import { migrate } from '#central/db/migrate.ts'
import { openDatabase } from '#central/db/open-database.ts'
import type { Database } from '#central/db/schema.ts'
import { seedDemo } from '#central/demo/seed-demo.ts'
import { answerQuery } from '#central/queries/answer-query.ts'
import { UserId } from '#shared/protocol/ids.ts'
import { queries } from '#shared/protocol/query/query.ts'
import { startPostgres } from '#test/support/postgres.ts'
import { LAST, MOST_ROWS, type Place, SHOWN } from './place.ts'
import type { Sought, Typed } from './typed-texts.ts'

const agent = { userId: UserId.parse('bench'), role: 'agent' } as const
/** The distinct customers of the first rows of the index, as a list shows them. */
const bare = (first: string, second: string, third: string) => `
  select c.id, c.kind, c.name, c.company, c.job_title, c.tier, c.city, c.last_contact_at, p.e164
  from (
    select distinct customer_id from (
      select customer_id from customer_search_term where term >= ${first} and term < ${second}
      order by term, customer_id limit ${third}
    ) as rows
  ) as hit
  join customer c on c.id = hit.customer_id
  left join customer_phone p on p.customer_id = c.id and p.is_primary = 1
  order by c.last_contact_at desc`

export async function openSqlitePlace(customers: number, say: (text: string) => void): Promise<Place> {
  const file = await findSite(customers, say, { searchTerms: true })
  const { db, close } = await openDatabase({ url: `sqlite:${file}` })
  const hand = new SQLite(file, { readonly: true })
  const statement = hand.prepare(bare('?', '?', '?'))
  return {
    name: `SQLite, ${customers} customers`,
    sought: await listSought(db),
    ours: (typed) => askCentral(db, typed),
    floor: async ({ term }) => statement.all(term, term + LAST, MOST_ROWS).length,
    async close() {
      hand.close()
      await close()
    },
  }
}

export async function openPostgresPlace(customers: number, say: (text: string) => void): Promise<Place> {
  const server = await startPostgres({ durable: true })
  say(`generating a site of ${customers} customers on PostgreSQL`)
  const database = await openDatabase({ url: server.url })
  const { db, close } = database
  await migrate(db)
  const now = Date.now()
  await seedDemo(db, { now, customers: 200 })
  await generateSite(database, { customers, now, searchTerms: true })
  const place = await attachPostgresPlace(server.url, customers)
  return {
    ...place,
    async close() {
      await place.close()
      await close()
      await server.stop()
    },
  }
}

/** A server that holds such a site already. */
async function attachPostgresPlace(url: string, customers: number): Promise<Place> {
  const { db, close } = await openDatabase({ url })
  const hand = new pg.Client({ connectionString: url })
  await hand.connect()
  return {
    name: `PostgreSQL, ${customers} customers`,
    sought: await listSought(db),
    ours: (typed) => askCentral(db, typed),
    floor: async ({ term }) =>
      (await hand.query({ name: 'search', text: bare('$1', '$2', '$3'), values: [term, term + LAST, MOST_ROWS] })).rows
        .length,
    async close() {
      await hand.end()
      await close()
    },
  }
}

/** What the link and REST call when a desk asks. */
async function askCentral(db: Kysely<Database>, { text }: Typed): Promise<number> {
  const answer = await answerQuery(db, agent, 'customer.search', { text, limit: SHOWN }, Date.now(), 'US')
  if (!answer.ok) throw new Error(answer.refusal.code)
  const { hits } = queries['customer.search'].result.parse(answer.value)
  return hits.length
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
