import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { StartRefused } from '#shared/settings/start-refused.ts'
import { claimDatabase } from './claim-database.ts'

function makeFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ringdesk-claim-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'central.sqlite')
}

it('keeps a second central from the same file until the first gives it back', () => {
  const file = makeFile()
  const release = claimDatabase(file)
  expect(() => claimDatabase(file)).toThrow(StartRefused)
  expect(() => claimDatabase(file)).toThrow(`Another Ringdesk central works on ${file}`)
  release()
  claimDatabase(file)()
})

it('is free again once the process that held it was killed', async () => {
  const file = makeFile()
  const program = `import { claimDatabase } from './claim-database.ts'
    const release = claimDatabase(process.env.CLAIM)
    process.stdout.write('held')
    process.on('SIGTERM', release)
    setInterval(() => {}, 1000)`
  const holder = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: import.meta.dirname,
    env: { ...process.env, CLAIM: file },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void holder.kill('SIGKILL'))
  await once(holder.stdout, 'data')
  expect(() => claimDatabase(file)).toThrow(StartRefused)
  holder.kill('SIGKILL')
  await once(holder, 'exit')
  claimDatabase(file)()
})

it('is not kept out by what a bad disk left in the lock file', () => {
  const file = makeFile()
  writeFileSync(`${file}.lock`, 'noise of a bad disk '.repeat(300))
  claimDatabase(file)()
})
