import { type Kysely, sql } from 'kysely'

/** Messages that callers leave: their sound is a recording of its own purpose, the work a task of the queue's. */
const statements = [
  "alter table recording add column purpose text not null default 'call'",
  'alter table task add column queue_id text',
  'alter table task add column recording_id text',
  `create index task_untaken on task (created_at)
    where kind = 'voicemail' and status = 'open' and assignee_id is null`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
