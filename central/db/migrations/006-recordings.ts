import { type Kysely, sql } from 'kysely'

/** Which calls are recorded, and what the line says of each recording while its call lasts. */
const statements = [
  'alter table queue add column record_calls bigint not null default 0',
  'alter table recording add column call_id text',
  'alter table recording add column provider text',
  'alter table recording add column vendor_id text',
  'alter table recording add column asked text',
  'alter table recording add column since bigint not null default 0',
  'create index recording_by_call_id on recording (call_id)',
  "create index recording_live_by_provider on recording (provider) where state in ('starting', 'on', 'paused')",
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
