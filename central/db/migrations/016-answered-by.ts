import { type Kysely, sql } from 'kysely'

/** Who picked up a number that was called: a person, or a machine. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table leg add column answered_by text').execute(db)
}
