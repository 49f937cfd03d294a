import { parseArgs } from 'node:util'
import { migrate } from '#central/db/migrate.ts'
import { openDatabase } from '#central/db/open-database.ts'
import { seedDemo } from '#central/demo/seed-demo.ts'
import { generateSite } from './generate-site.ts'

const HELP = `node bench/generate/main.ts --url sqlite:/path/site.db|postgres://… [--customers 1000000] [--seed 1] [--terms]`

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    customers: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
    terms: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
const customers = Number(values.customers)
if (values.help || !values.url || !Number.isInteger(customers) || customers < 1) {
  console.log(HELP)
  process.exit(values.help ? 0 : 1)
}

const started = performance.now()
const database = await openDatabase({ url: values.url })
await migrate(database.db)
const now = Date.now()
await seedDemo(database.db, { now, customers: 200 })
await generateSite(database, {
  customers,
  now,
  seed: Number(values.seed),
  searchTerms: values.terms,
  onProgress: (done) => {
    if (done % 100_000 === 0) console.log(`${done} customers, ${Math.round((performance.now() - started) / 1_000)} s`)
  },
})
await database.close()
console.log(`${customers} customers, ${customers * 3} phones in ${Math.round((performance.now() - started) / 1_000)} s`)
