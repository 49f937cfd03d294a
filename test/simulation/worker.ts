import { runSeed } from './run-seed.ts'
import { Died } from './world/desk-disk.ts'
import { plantedBugs } from './bugs/planted.ts'
import { makeTemplates } from './world/template.ts'

const from = Number(process.argv[2]),
  count = Number(process.argv[3]),
  steps = Number(process.argv[4] ?? 200)
const templates = await makeTemplates()
let current = ''
const lost = (error: unknown) => {
  if (error instanceof Died) return
  console.log('UNHANDLED in seed', current, error)
}
process.on('unhandledRejection', lost)
process.on('uncaughtException', lost)
const began = performance.now()
const totals: Record<string, number> = {}
let bad = 0
for (let seed = from; seed < from + count; seed += 1) {
  current = String(seed)
  const result = await runSeed({ seed, steps, templates, bugs: process.env.BUG ? plantedBugs[process.env.BUG]!() : {} })
  for (const [k, v] of Object.entries(result.counts)) totals[k] = (totals[k] ?? 0) + v
  if (result.failures.length > 0) {
    bad += 1
    console.log(`seed ${seed}: ${result.failures.slice(0, 2).join('\n   ').slice(0, 1500)}`)
    if (process.env.TRACE) console.log(result.trace)
    if (process.env.BUG) break
  } else if (process.env.TRACE) console.log(result.trace)
}
console.log(
  `${count} seeds, ${bad} failed, ${Math.round(performance.now() - began)} ms, ${(process.cpuUsage().user / 1000 / count).toFixed(1)} ms of CPU each`,
)
if (process.env.COUNTS) console.log(totals)
