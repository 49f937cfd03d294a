import { type Kysely, sql } from 'kysely'

/** Whom a person hands calls to often: theirs, on every machine they sit at. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`create table favourite (
      user_id text not null,
      kind text not null,
      target text not null,
      added_at bigint not null,
      primary key (user_id, kind, target)
    )`)
    .execute(db)
}
