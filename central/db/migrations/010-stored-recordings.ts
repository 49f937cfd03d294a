import { type Kysely, sql } from 'kysely'

/** The sound of recordings in our own store, what was paused in them, and for how long a queue's are kept. */
const statements = [
  'alter table recording add column begun_at bigint',
  "alter table recording add column gaps text not null default '[]'",
  'alter table recording add column stored_at bigint',
  'alter table recording add column tries integer not null default 0',
  'alter table recording add column try_at bigint not null default 0',
  'alter table recording add column levels text',
  "create index recording_to_store on recording (try_at) where state = 'ready' and stored_at is null",
  'create index recording_stored_at on recording (stored_at) where stored_at is not null',
  'alter table queue add column record_days bigint',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
