/**
 * node bench/records/run.ts [customers] [sqlite:…|postgres://…]
 * findCaller and buildCard against the very statements they run, bare and prepared, in alternating rounds.
 */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import type { CompiledQuery, Kysely } from 'kysely'
import pg from 'pg'
import { buildCard } from '#central/customers/build-card.ts'
import { findCaller } from '#central/customers/find-caller.ts'
import { migrate } from '#central/db/migrate.ts'
import { openDatabase } from '#central/db/open-database.ts'
import type { Database } from '#central/db/schema.ts'
import type { CustomerId } from '#shared/protocol/ids.ts'
import { recordStatements } from '#test/support/record-statements.ts'
import { fillRecords, phoneOf } from './fill-records.ts'

const NOW = 1_800_014_400_000
const ROUNDS = 7
const SAMPLE = 300

type Run = (index: number) => Promise<number>

const customers = Number(process.argv[2] ?? 3000)
const url = process.argv[3] ?? `sqlite:${join(tmpdir(), 'ringdesk-bench-records.db')}`

const { db, close } = await openDatabase({ url })
await migrate(db)
const { filled } = await db
  .selectFrom('customer')
  .select((e) => e.fn.countAll<number>().as('filled'))
  .executeTakeFirstOrThrow()
if (filled !== customers) {
  if (filled > 0) throw new Error(`${url} holds ${filled} customers: name another database or that many`)
  await fillRecords(db, customers)
}
const bare = await openBare(url)
const picks = Array.from({ length: SAMPLE }, (_, n) => (n * 7919) % customers)

await compare('findCaller', (database, n) => findCaller(database, { number: phoneOf(n, 1), region: 'CN' }))
await compare('buildCard', (database, n) => buildCard(database, `c${n}` as CustomerId, NOW))
await bare.close()
await close()

async function compare(name: string, ours: (database: Kysely<Database>, n: number) => Promise<unknown>): Promise<void> {
  const recorded: CompiledQuery[][] = []
  for (const n of picks) {
    const { db: recording, statements } = recordStatements(db)
    await ours(recording, n)
    recorded.push(statements)
  }
  const runOurs: Run = async (index) => JSON.stringify(await ours(db, picks[index] ?? 0)).length
  const runBare: Run = async (index) => JSON.stringify(await bare.run(recorded[index] ?? [])).length
  const ratios: number[] = []
  const medians: [number, number][] = []
  for (let round = 0; round <= ROUNDS; round += 1) {
    const floor = await measure(runBare)
    const own = await measure(runOurs)
    if (round === 0) continue
    ratios.push(own / floor)
    medians.push([floor, own])
  }
  const [floor, own] = [median(medians.map(([one]) => one)), median(medians.map(([, two]) => two))]
  const spread = `${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}`
  const statements = recorded[0]?.length ?? 0
  console.log(
    `${name}: ${statements} statements, bare ${floor.toFixed(0)} µs, ours ${own.toFixed(0)} µs, ratio ${median(ratios).toFixed(2)} (${spread})`,
  )
}

/** p50 in microseconds. */
async function measure(run: Run): Promise<number> {
  const times: number[] = []
  for (let index = 0; index < SAMPLE; index += 1) {
    const started = process.hrtime.bigint()
    if ((await run(index)) < 12) throw new Error('nothing was read')
    times.push(Number(process.hrtime.bigint() - started) / 1000)
  }
  return median(times)
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}

async function openBare(target: string) {
  if (target.startsWith('sqlite:')) {
    const sqlite = new SQLite(target.slice('sqlite:'.length), { readonly: true })
    const prepared = new Map<string, SQLite.Statement>()
    const prepare = (sql: string) => {
      const statement = prepared.get(sql) ?? sqlite.prepare(sql)
      prepared.set(sql, statement)
      return statement
    }
    const run = async (statements: CompiledQuery[]) => statements.map((one) => prepare(one.sql).all(...one.parameters))
    return { run, close: async () => void sqlite.close() }
  }
  const client = new pg.Client({ connectionString: target })
  await client.connect()
  const run = async (statements: CompiledQuery[]) => {
    const answers: unknown[] = []
    for (const one of statements) answers.push((await client.query(one.sql, [...one.parameters])).rows)
    return answers
  }
  return { run, close: () => client.end() }
}
