import { runStep } from './lib/run-step.mjs'

/** Every named step of `npm run check`; a step is a command that fails with an exit code other than 0. */
const steps = {
  lint: ['biome', 'check', '--error-on-warnings', '.'],
  types: ['tsc', '-b'],
  unused: ['knip', '--no-progress'],
  docs: ['node', 'scripts/docs.ts', '--check'],
}

const failed = []
for (const [name, command] of Object.entries(steps)) {
  console.log(`check: ${name}`)
  if (!(await runStep(command))) failed.push(name)
}
if (failed.length > 0) {
  console.error(`check: failed: ${failed.join(', ')}`)
  process.exitCode = 1
}
