import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { wallClock } from '#main/clock.ts'
import { secureRandom } from '#main/random.ts'
import { takeLock } from '#main/store/take-lock.ts'
import { readSettings } from '#shared/settings/read-settings.ts'
import { startWeb } from './boot.ts'

let dataDir: string
const inWeb = (name: string) => join(dataDir, 'web', name)

function start(port: number) {
  const read = readSettings([`--data-dir=${dataDir}`, `--web-port=${port}`], {})
  if (!read.ok) throw new Error(read.sentence)
  const parts = { clock: wallClock, random: secureRandom, log: pino({ level: 'silent' }), version: '1.2.3' }
  return startWeb(read.settings, { ...parts, consoleDir: dataDir })
}

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'web-boot-'))
  writeFileSync(join(dataDir, 'index.html'), '<!doctype html>')
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

it('a folder that another web shell holds gets no master key from this one', async () => {
  mkdirSync(inWeb(''))
  const lock = takeLock(inWeb('web.lock'))
  await expect(start(0)).rejects.toThrow(/^Another Ringdesk web shell/)
  expect(existsSync(inWeb('master.key'))).toBe(false)
  if (lock.ok) lock.value()
})

it('a start that fails gives the folder back', async () => {
  const busy = createServer()
  await new Promise<void>((resolve) => busy.listen(0, '127.0.0.1', resolve))
  const address = busy.address()
  await expect(start(typeof address === 'object' && address ? address.port : 0)).rejects.toThrow(/is in use/)
  busy.close()
  const lock = takeLock(inWeb('web.lock'))
  expect(lock.ok).toBe(true)
  if (lock.ok) lock.value()
})
