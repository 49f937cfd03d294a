import { type Kysely, sql } from 'kysely'

/** Calls that agents make: how one came to nothing, and where and when the agents of a queue may call. */
const statements = [
  'alter table wrap_up add column unanswered text',
  'alter table queue add column dial_prefixes text',
  'alter table queue add column dial_from_minute integer',
  'alter table queue add column dial_until_minute integer',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
