import { parseArgs } from 'node:util'
import { plantedBugs } from './bugs/planted-bugs.ts'
import { runCampaign, sayReplay } from './campaign/run-campaign.ts'

const usage = `npm run simulate -- --seeds N [--seed S] [--steps N] [--workers N] [--bug NAME] [--trace]
  --seeds    how many worlds (default 100), beginning with --seed (default 1)
  --steps    what happens in each before it heals (default 200)
  --workers  processes (default 2)
  --bug      plants a bug and stops where it is found: ${Object.keys(plantedBugs).join(' | ')}
  --trace    prints each world's trace`

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    steps: { type: 'string', default: '200' },
    workers: { type: 'string', default: '2' },
    bug: { type: 'string' },
    trace: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
const numbers = [values.seeds, values.seed, values.steps, values.workers].map(Number)
const [seeds = 0, seed = 0, steps = 0, workers = 0] = numbers
if (values.help || numbers.some((number) => !Number.isInteger(number) || number < 1)) {
  console.log(usage)
  process.exit(values.help ? 0 : 2)
}
if (values.bug !== undefined && !plantedBugs[values.bug]) {
  console.error(`simulate: there is no planted bug "${values.bug}"\n${usage}`)
  process.exit(2)
}

const began = performance.now()
const counts: Record<string, number> = {}
let slowest = 0
let cpuMs = 0
const { done, failed } = await runCampaign({
  ...{ seed, seeds, steps, workers: Math.min(workers, seeds), traces: values.trace },
  ...(values.bug === undefined ? {} : { bug: values.bug, untilFound: true }),
  heard(outcome, count) {
    for (const [what, times] of Object.entries(outcome.counts)) counts[what] = (counts[what] ?? 0) + times
    cpuMs += outcome.cpuMs
    slowest = Math.max(slowest, outcome.settledAfterMs ?? 0)
    if (outcome.trace !== null) console.log(outcome.trace)
    if (outcome.failures.length > 0) console.log(sayReplay(outcome, steps))
    if (count % 1_000 === 0) console.log(`${count} worlds, ${((performance.now() - began) / 1000).toFixed(0)} s`)
  },
})
console.log(
  Object.entries(counts)
    .sort(([, a], [, b]) => b - a)
    .map(([what, times]) => `${what} ${times}`)
    .join(', '),
)
const seconds = (performance.now() - began) / 1000
console.log(
  `${done} worlds of ${steps} steps in ${seconds.toFixed(1)} s (${(cpuMs / done).toFixed(0)} ms of processor time each), ${failed.length} failed, all agreed again after ${slowest} virtual ms at most`,
)
process.exitCode = failed.length > 0 ? 1 : 0
