import { type Kysely, sql } from 'kysely'

/** Numbers of those who were asked are forgotten after a while: found without a look at every consult there was. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw('create index consult_numbered_by_ended_at on consult (ended_at) where to_number is not null')
    .execute(db)
}
