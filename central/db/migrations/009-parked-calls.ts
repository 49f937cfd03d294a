import { type Kysely, sql } from 'kysely'

/** Calls that agents put aside. The list of them is read every second: by an index that holds nothing else. */
const statements = [
  'alter table call add column parked_by text',
  'alter table call add column parked_at bigint',
  `create index call_parked_by_parked_at on call (parked_at) where state = 'parked'`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
