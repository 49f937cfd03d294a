import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync } from 'node:fs'
import { expect, it } from 'vitest'

/** A process that logs as the shell and central do, is told by the disk that there is no room, works on, and ends. */
const PROGRAM = `
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import pino from 'pino'
const { write } = fs
const refused = new Promise((resolve) => {
  fs.write = (file, text, done) =>
    write(file, text, (error, ...rest) => {
      done(error, ...rest)
      if (error?.code === 'ENOSPC') resolve()
    })
  syncBuiltinESMExports()
})
const { openLog } = await import('#main/open-log.ts')
const log = pino({}, openLog())
for (let line = 0; line < 50; line += 1) log.info('x'.repeat(1000))
await refused
process.stderr.write('at work')
log.info('stopping')
process.exit(0)
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
