import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync } from 'node:fs'
import { expect, it } from 'vitest'

/** A process that logs as the shell and central do, is asked something, and ends. */
const PROGRAM = `
import pino from 'pino'
import { openLog } from '#main/open-log.ts'
const log = pino({}, openLog())
for (let line = 0; line < 50; line += 1) log.info('x'.repeat(1000))
setTimeout(() => {
  process.stderr.write('at work')
  log.info('stopping')
  process.exit(0)
}, 300)
`

it.skipIf(!existsSync('/dev/full'))(
  'a log that has no room left stops neither the work nor the end of a process',
  async () => {
    const full = openSync('/dev/full', 'w')
    const child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM], { stdio: ['ignore', full, 'pipe'] })
    closeSync(full)
    let said = ''
    child.stderr?.on('data', (bytes) => {
      said += bytes
    })
    const code = await new Promise((resolve) => child.on('exit', resolve))
    expect([said, code]).toEqual(['at work', 0])
  },
)
