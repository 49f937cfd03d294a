import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findFreePort } from '#test/e2e/support/free-port.ts'

const root = join(import.meta.dirname, '../..')
const dataDir = mkdtempSync(join(tmpdir(), 'ringdesk-start-'))
let started: ChildProcess
let said = ''
let web = ''

beforeAll(async () => {
  const [centralPort, webPort] = [await findFreePort(), await findFreePort()]
  web = `http://127.0.0.1:${webPort}`
  const flags = [`--data-dir=${dataDir}`, `--central-port=${centralPort}`, `--web-port=${webPort}`, '--open=none']
  started = spawn(process.execPath, [join(root, 'scripts/start.mjs'), ...flags, '--demo-customers=50'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  started.stdout?.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  await waitFor(() => said.includes('Ready after'))
})
afterAll(async () => {
  const gone = new Promise((resolve) => started.once('exit', resolve))
  started.kill('SIGTERM')
  await gone
  rmSync(dataDir, { recursive: true, force: true })
})

it.skipIf(process.platform !== 'linux')('brings back a web shell that was killed; central never noticed', async () => {
  const before = findChild('central/main.ts')
  const killed = findChild('web/main.ts')
  process.kill(killed, 'SIGKILL')
  await waitFor(() => said.includes('The web shell is back.'))
  expect((await fetch(`${web}/shell`)).status).toBe(200)
  expect(findChild('web/main.ts')).not.toBe(killed)
  expect(findChild('central/main.ts')).toBe(before)
  expect(started.exitCode).toBeNull()
})

async function waitFor(isSo: () => boolean): Promise<void> {
  for (const until = performance.now() + 90_000; !isSo(); ) {
    if (performance.now() > until) throw new Error(`it was only said: ${said}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Of the processes that this very start began, and of no other. */
function findChild(script: string): number {
  const children = readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false
    try {
      const parent = /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1]
      return Number(parent) === started.pid && readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(script)
    } catch {
      // it ended between the listing and the look
      return false
    }
  })
  if (children.length !== 1) throw new Error(`${children.length} processes of ${script}`)
  return Number(children[0])
}
