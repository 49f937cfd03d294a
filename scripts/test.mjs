import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { root, runStep } from './lib/run-step.mjs'
import { installSystemTools } from './lib/system-tools.mjs'
import { sayTally, sumTallies } from './lib/tally.mjs'

const { values } = parseArgs({ options: { size: { type: 'string', default: 'small' }, help: { type: 'boolean' } } })
if (values.help) {
  console.log('npm test -- [--size small|full]\n  full runs the long suites at their whole length (minutes to hours)')
  process.exit(0)
}
if (!['small', 'full'].includes(values.size)) {
  console.error(`test: --size is small or full, not "${values.size}"`)
  process.exit(2)
}
if (!existsSync(join(root, 'node_modules', '.bin', 'vitest'))) {
  console.error('test: the tools are not installed: run "npm ci" first')
  process.exit(2)
}

installSystemTools()

const folder = mkdtempSync(join(tmpdir(), 'ringdesk-test-'))
const tallyFile = join(folder, 'tally')
const environment = { RINGDESK_TEST_TALLY: tallyFile, RINGDESK_TEST_SIZE: values.size }

/** Each step fails the run on its own; tests run even when lint does, so that one run says everything. */
const steps = {
  check: ['node', 'scripts/check.mjs'],
  build: ['node', 'scripts/build.mjs'],
  'fast tests': ['vitest', 'run', '--project=unit', '--project=console*', '--project=contract'],
  simulation: ['vitest', 'run', '--project=simulation'],
  'browser tests': ['vitest', 'run', '--project=e2e'],
  'telephone tests': ['vitest', 'run', '--project=pbx'],
  'fault tests': ['vitest', 'run', '--project=faults'],
}

const failedSteps = []
for (const [name, command] of Object.entries(steps)) {
  console.log(`\ntest: ${name}`)
  if (!(await runStep(command, environment))) failedSteps.push(name)
}

const tally = sumTallies(tallyFile)
rmSync(folder, { recursive: true, force: true })
if (tally.passed === 0) failedSteps.push('no test passed')
// a step that failed before or beside its tests must show in the closing line too
if (failedSteps.length > 0) tally.failed = Math.max(tally.failed, failedSteps.length)
if (failedSteps.length > 0) console.error(`\ntest: failed: ${failedSteps.join(', ')}`)
for (const failure of tally.failures) console.error(`test: failed: ${failure}`)
process.exitCode = tally.failed > 0 ? 1 : 0
console.log(`\n${sayTally(tally)}`)
