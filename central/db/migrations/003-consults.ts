import { type Kysely, sql } from 'kysely'

/** Handing calls on: who is asked, whom an offer comes from, and that a call was answered before it went on. */
const statements = [
  `create table consult (
    id text not null,
    call_id text not null,
    by_user_id text not null,
    to_user_id text,
    to_number text,
    leg_id text,
    offer_id text,
    state text not null,
    since bigint not null,
    started_at bigint not null,
    ended_at bigint,
    outcome text,
    primary key (id)
  )`,
  'create index consult_by_call_id on consult (call_id)',
  'create index consult_open_by_to_user_id on consult (to_user_id) where ended_at is null',
  `alter table offer add column kind text not null default 'queue'`,
  'alter table offer add column from_user_id text',
  'alter table call add column first_answered_at bigint',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
