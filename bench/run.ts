import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { isFailure, type Line } from './lib/line.ts'
import { describeMachine, readLoad } from './lib/machine.ts'
import { printLines } from './lib/print-lines.ts'
import type { Scenario } from './lib/scenario.ts'
import { calls } from './scenarios/calls/calls.ts'
import { longSitting } from './scenarios/console/long-sitting.ts'
import { events } from './scenarios/desks/events.ts'
import { link } from './scenarios/desks/link.ts'
import { paperwork } from './scenarios/paperwork/paperwork.ts'
import { ring } from './scenarios/ring/ring.ts'
import { search } from './scenarios/search/search.ts'

const scenarios: Record<string, Scenario> = { ring, paperwork, link, events, search, console: longSitting, calls }
const LEAST_ROUNDS = 5

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string', default: String(LEAST_ROUNDS) },
    help: { type: 'boolean', default: false },
  },
})
const names = positionals.length > 0 ? positionals : Object.keys(scenarios)
const unknown = names.filter((name) => !scenarios[name])
const rounds = Number(values.rounds)
if (values.help || unknown.length > 0 || !Number.isInteger(rounds) || rounds < 1) {
  for (const name of unknown) console.error(`bench: there is no scenario "${name}"`)
  console.log('npm run bench -- [scenario …] [--quick] [--rounds 5]')
  for (const [name, { about }] of Object.entries(scenarios)) console.log(`  ${name}: ${about}`)
  process.exit(values.help ? 0 : 2)
}

const machine = describeMachine()
console.log(`${machine.date}, ${machine.cores} cores of ${machine.cpu}, ${machine.memoryGb} GB, ${machine.system}`)
console.log(
  Object.entries(machine.versions)
    .map((entry) => entry.join(' '))
    .join(', '),
)
console.log(`load before: ${machine.loadBefore.toFixed(1)}\n`)

const lines: Line[] = []
for (const name of names) {
  const scenario = scenarios[name]
  if (scenario) lines.push(...(await scenario.run({ quick: values.quick, rounds, say: (text) => console.log(text) })))
}

const loadAfter = readLoad()
console.log(`\n${printLines(lines)}\n\nload after: ${loadAfter.toFixed(1)}`)
const folder = join(import.meta.dirname, 'results')
mkdirSync(folder, { recursive: true })
const file = join(folder, `${machine.date.replaceAll(/[:.]/g, '-')}-${names.join('-')}.json`)
writeFileSync(file, `${JSON.stringify({ ...machine, loadAfter, quick: values.quick, rounds, lines }, null, 2)}\n`)
console.log(`written to ${file}`)
process.exitCode = lines.some(isFailure) ? 1 : 0
