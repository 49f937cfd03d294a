import { serveRequests } from '#bench/lib/bench-process.ts'
import { openHand } from './hand.ts'
import type { FloorRequests } from './requests.ts'

/** Central's rows written straight: no desk, no link, no rules. */
const url = process.env.DATABASE_URL
if (!url) throw new Error('DATABASE_URL names no database')
const hand = await openHand(url)
/** What paperwork makes; rows that it merely changes are left out, in the floor's favour. */
const TABLES = ['note', 'disposition', 'event_log', 'applied_command']
let before = new Map<string, Set<string>>()
let taken = new Map<string, Row[]>()
type Row = Record<string, unknown>

const keyOf = (row: Row) => JSON.stringify([row.id, row.command_id, row.user_id, row.seq])

async function mark(): Promise<null> {
  before = new Map()
  for (const table of TABLES) before.set(table, new Set((await hand.read(table)).map(keyOf)))
  return null
}

async function take(): Promise<FloorRequests['take']['answer']> {
  taken = new Map()
  for (const table of TABLES) {
    const known = before.get(table) ?? new Set()
    taken.set(
      table,
      (await hand.read(table)).filter((row) => !known.has(keyOf(row))),
    )
  }
  await hand.erase(taken)
  return Object.fromEntries([...taken].map(([table, rows]) => [table, rows.length]))
}

async function write({ batches }: FloorRequests['write']['ask']): Promise<FloorRequests['write']['answer']> {
  const parts = Array.from({ length: batches }, (_, index) => slice(index, batches))
  const started = performance.now()
  for (const part of parts) await hand.write(part)
  const ms = performance.now() - started
  await hand.erase(taken)
  return { ms }
}

/** The rows that belong to one of so many batches. */
function slice(index: number, batches: number): Map<string, Row[]> {
  const cut = (rows: Row[]) =>
    rows.slice(Math.floor((rows.length * index) / batches), Math.floor((rows.length * (index + 1)) / batches))
  return new Map([...taken].map(([table, rows]) => [table, cut(rows)]))
}

serveRequests({ mark, take, write }, () => hand.close())
