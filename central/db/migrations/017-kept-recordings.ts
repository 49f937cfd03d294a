import { type Kysely, sql } from 'kysely'

/** Every day the kept recordings are gone through from the oldest on, page by page. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('create index recording_kept on recording (started_at, id) where stored_at is not null').execute(db)
}
