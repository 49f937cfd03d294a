import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root, runStep } from './lib/run-step.mjs'

/** What `npm run build` makes, in order, each into dist/. */
const targets = [
  'renderer/vite.config.ts',
  'renderer/vite.media.config.ts',
  'electron/vite.main.config.ts',
  'electron/vite.preload.config.ts',
  'electron/vite.media-preload.config.ts',
]

const failed = []
for (const config of targets) {
  if (!existsSync(join(root, config))) {
    console.log(`build: ${config} is not there, nothing to build`)
    continue
  }
  console.log(`build: ${config}`)
  if (!(await runStep(['vite', 'build', '--config', config, '--logLevel', 'warn']))) failed.push(config)
}
if (failed.length > 0) {
  console.error(`build: failed: ${failed.join(', ')}`)
  process.exitCode = 1
}
