import type { Kysely, Transaction } from 'kysely'
import type { Database } from './schema.ts'

/** What every repository takes as its first argument: the database, or the transaction one is in. */
export type Executor = Kysely<Database> | Transaction<Database>
