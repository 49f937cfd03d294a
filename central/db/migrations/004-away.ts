import { type Kysely, sql } from 'kysely'

/** A console that is its agent's telephone may go away in a call and come back: since when, and music meanwhile. */
const statements = [
  'alter table call add column away_since bigint',
  'alter table call add column away_parked_at bigint',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
