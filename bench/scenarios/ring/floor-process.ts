import SQLite from 'better-sqlite3'
import { readMonotonic, serveRequests } from '#bench/lib/bench-process.ts'
import { migrate } from '#central/db/migrate.ts'
import { openDatabase } from '#central/db/open-database.ts'
import { serveFloorPage } from './floor-page.ts'
import { type LearntRing, learnRing } from './learn-ring.ts'
import type { FloorRequests } from './requests.ts'

/**
 * The floor: what no ring can do without. One durable insert, the same card look-ups as bare prepared statements,
 * one message on a socket. No rules, no routing, no event log, no desk, no checks.
 */
const { BENCH_SITE: site, BENCH_FLOOR_DB: own, BENCH_CONSOLE_DIR: consoleDir } = process.env
if (!site || !own || !consoleDir) throw new Error('BENCH_SITE, BENCH_FLOOR_DB and BENCH_CONSOLE_DIR are needed')

const empty = await openDatabase({ url: `sqlite:${own}` })
await migrate(empty.db)
await empty.close()
const calls = new SQLite(own)
calls.pragma('journal_mode = WAL')
calls.pragma('synchronous = FULL')
const records = new SQLite(site, { readonly: true })
const product = await openDatabase({ url: `sqlite:${site}` })
const page = await serveFloorPage(consoleDir)
let learnt: LearntRing | null = null

function place(): FloorRequests['place']['answer'] {
  if (!learnt) throw new Error('learn a ring first')
  const arrivedAt = readMonotonic()
  learnt.insert()
  const storedAt = readMonotonic()
  page.send(learnt.read())
  learnt = null
  return { arrivedAt, storedAt }
}

serveRequests(
  {
    place,
    async learn({ number }: FloorRequests['learn']['ask']) {
      learnt = await learnRing(number, { product: product.db, records, calls })
      return null
    },
    page({ html }: FloorRequests['page']['ask']) {
      page.show(html)
      return null
    },
    url: () => page.url,
  },
  async () => {
    await page.stop()
    await product.close()
    records.close()
    calls.close()
  },
)
