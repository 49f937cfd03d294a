import { randomUUID } from 'node:crypto'
import type SQLite from 'better-sqlite3'
import type { CompiledQuery, Kysely } from 'kysely'
import { buildCard } from '#central/customers/build-card.ts'
import { findCaller } from '#central/customers/find-caller.ts'
import type { Database } from '#central/db/schema.ts'
import type { CustomerId } from '#shared/protocol/ids.ts'
import { recordStatements } from '#test/support/record-statements.ts'

/** One caller's ring, bare: the insert, and the rows of every look-up in the product's own order. */
export type LearntRing = { insert(): void; read(): unknown[][] }

/** Runs the product's own look-ups once to learn their statements, so that the floor runs the very same SQL. */
export async function learnRing(
  number: string,
  { product, records, calls }: { product: Kysely<Database>; records: SQLite.Database; calls: SQLite.Database },
): Promise<LearntRing> {
  const { db, statements } = recordStatements(product)
  const found = await findCaller(db, { number, region: 'CN' })
  if (found.kind !== 'known') throw new Error('the floor rings with known callers only')
  await buildCard(db, found.customerId as CustomerId, Date.now())
  const lookUps = statements.map((one) => bind(records, one))
  const insert = bind(calls, product.insertInto('call').values(makeCall(number)).compile())
  return { insert: () => insert.statement.run(...insert.parameters), read: () => lookUps.map(readAll) }
}

type Bound = { statement: SQLite.Statement; parameters: readonly unknown[] }

/** Prepared statements, kept as the product keeps its own. */
const prepared = new WeakMap<SQLite.Database, Map<string, SQLite.Statement>>()

function bind(database: SQLite.Database, { sql, parameters }: CompiledQuery): Bound {
  const known = prepared.get(database) ?? new Map<string, SQLite.Statement>()
  prepared.set(database, known)
  const statement = known.get(sql) ?? database.prepare(sql)
  known.set(sql, statement)
  return { statement, parameters }
}

function readAll({ statement, parameters }: Bound): unknown[] {
  return statement.all(...parameters)
}

function makeCall(number: string) {
  const now = Date.now()
  return {
    id: randomUUID(),
    interaction_id: randomUUID(),
    queue_id: 'gold',
    provider: 'floor',
    vendor_id: randomUUID(),
    direction: 'inbound' as const,
    caller_number: number,
    dialled_number: '+864008812345',
    state: 'offered' as const,
    agent_id: 'demo-ava',
    arrived_at: now,
    queue_position_at: now,
    answered_at: null,
    held_since: null,
    held_ms: 0,
    ended_at: null,
    ended_by: null,
    cause: null,
    match: JSON.stringify({ kind: 'known' }),
    version: 1,
  }
}
