import { createHash } from 'node:crypto'
import { plantedBugs } from '#test/simulation/bugs/planted-bugs.ts'
import { runSeed } from '#test/simulation/run-seed.ts'
import { Died } from '#test/simulation/world/desk-disk.ts'
import { makeTemplates } from '#test/simulation/world/template.ts'
import type { Order, Outcome } from './orders.ts'

/** Runs worlds one after the other, as ordered by the process that started this one. */
const templates = await makeTemplates()
/** Errors that nobody caught: in a real desk or central they would end the process. */
let strays: string[] = []
const takeStray = (error: unknown) => {
  if (!(error instanceof Died)) strays.push(`nobody caught: ${error instanceof Error ? error.stack : String(error)}`)
}
process.on('unhandledRejection', takeStray)
process.on('uncaughtException', takeStray)

async function run({ bug, traces, steps }: Order, seed: number): Promise<Outcome> {
  strays = []
  const before = process.cpuUsage()
  const plant = bug === null ? undefined : plantedBugs[bug]
  if (bug !== null && !plant) throw new Error(`there is no planted bug "${bug}"`)
  const result = await runSeed({ seed, steps, templates, ...(plant ? { bugs: plant() } : {}) })
  const digest = createHash('sha256').update(result.trace).digest('hex')
  const { settledAfterMs, counts } = result
  const failures = [...result.failures, ...strays]
  const { user, system } = process.cpuUsage(before)
  const cpuMs = (user + system) / 1000
  return { seed, failures, settledAfterMs, counts, digest, cpuMs, trace: traces ? result.trace : null }
}

let queue = Promise.resolve()
process.on('message', (order: Order) => {
  queue = queue.then(async () => {
    for (let seed = order.seed; seed < order.seed + order.count; seed += 1) {
      const outcome = await run(order, seed).catch(
        (error: unknown): Outcome => ({
          ...{
            seed,
            failures: [`the simulation itself failed: ${error instanceof Error ? error.stack : String(error)}`],
          },
          ...{ settledAfterMs: null, counts: {}, digest: '', cpuMs: 0, trace: null },
        }),
      )
      process.send?.(outcome)
    }
  })
})
process.on('disconnect', () => process.exit(0))
process.send?.('ready')
