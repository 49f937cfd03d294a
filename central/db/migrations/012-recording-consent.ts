import { type Kysely, sql } from 'kysely'

/** Recordings that must not be kept, and those that their lines were asked to end in the middle of a call. */
const statements = [
  'alter table recording add column discarded_at bigint',
  "create index recording_to_stop on recording (provider) where asked = 'stopped'",
  "create index recording_to_erase on recording (try_at) where discarded_at is not null and state = 'ready'",
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
