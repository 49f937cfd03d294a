import { type Kysely, sql } from 'kysely'
import { callsTables } from './001-first/calls.ts'
import { customersTables } from './001-first/customers.ts'
import { interactionsTables } from './001-first/interactions.ts'
import { linkTables } from './001-first/link.ts'
import { peopleTables } from './001-first/people.ts'
import { routingTables } from './001-first/routing.ts'
import { twilioTables } from './001-first/twilio.ts'
import { wordFor } from './001-first/wording.ts'

/** The first schema: people, routing, calls, the link's log, customers and their history. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    ...peopleTables,
    ...routingTables,
    ...callsTables,
    ...linkTables,
    ...customersTables(wordFor(db)),
    ...interactionsTables,
    ...twilioTables,
  ]
  for (const statement of statements) await sql.raw(statement).execute(db)
}
