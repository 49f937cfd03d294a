import { type Kysely, sql } from 'kysely'

/** Queues that record nobody who was not told so before. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table queue add column announce_recording bigint not null default 0').execute(db)
}
