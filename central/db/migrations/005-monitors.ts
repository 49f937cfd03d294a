import { type Kysely, sql } from 'kysely'

/** Supervisors in agents' calls. */
const statements = [
  `create table monitor (
    id text not null,
    call_id text not null,
    by_user_id text not null,
    by_name text not null,
    of_user_id text not null,
    leg_id text not null,
    mode text not null,
    state text not null,
    since bigint not null,
    started_at bigint not null,
    ended_at bigint,
    outcome text,
    primary key (id)
  )`,
  'create index monitor_by_call_id on monitor (call_id)',
  'create unique index monitor_open_by_call_id on monitor (call_id) where ended_at is null',
  'create unique index monitor_open_by_by_user_id on monitor (by_user_id) where ended_at is null',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
