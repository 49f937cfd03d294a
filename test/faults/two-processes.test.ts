import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
let folder: string
let children: ChildProcess[]

/** The web shell on this test's data folder, on any free port. */
function startWeb() {
  const child = spawn(process.execPath, ['web/main.ts', '--web-port=0', `--data-dir=${folder}`], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  children.push(child)
  let said = ''
  child.stderr?.on('data', (chunk) => {
    said += String(chunk)
  })
  return { child, exited: once(child, 'exit'), said: () => said }
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'two-webs-'))
  children = []
})
afterEach(async () => {
  for (const child of children) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  await rm(folder, { recursive: true, force: true })
})

it('a second web shell on the same data folder says so in one sentence and ends with 1; a killed one leaves no lock', async () => {
  const first = startWeb()
  await expect.poll(first.said, { timeout: 60_000 }).toContain('Ringdesk is at')
  const second = startWeb()
  const [code] = await second.exited
  expect(code).toBe(1)
  expect(second.said()).toBe(
    `Another Ringdesk web shell works on the data folder ${folder}: stop it, or choose another with RINGDESK_DATA_DIR.\n`,
  )
  expect(first.child.exitCode).toBeNull()
  first.child.kill('SIGKILL')
  await first.exited
  const third = startWeb()
  await expect.poll(third.said, { timeout: 60_000 }).toContain('Ringdesk is at')
})
