import { type Kysely, sql } from 'kysely'

/** What each line is asked about again and again: recordings whose sound it has not promised yet. */
const statements = [
  'drop index recording_live_by_provider',
  `create index recording_unsettled on recording (provider)
    where state in ('starting', 'on', 'paused', 'stopped')`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
