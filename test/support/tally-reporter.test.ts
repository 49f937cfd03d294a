import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

function tallyOf(files: Record<string, string>): { failures: string[] } & Record<string, unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'ringdesk-tally-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const reporter = join(root, 'test/support/tally-reporter.ts')
  const tally = join(folder, 'tally')
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  spawnSync(process.execPath, [vitest, 'run', '--root', folder, '--reporter', reporter], {
    env: { PATH: process.env.PATH, RINGDESK_TEST_TALLY: tally },
    stdio: 'ignore',
  })
  return JSON.parse(readFileSync(tally, 'utf8'))
}

const vitest = "import { afterAll, describe, expect, it } from 'vitest'\n"

it('counts what passed, failed and was skipped', () => {
  const text = "it('a', () => {})\nit('b', () => expect(1).toBe(2))\nit.skip('c')\nit.todo('d')\n"
  expect(tallyOf({ 'some.test.ts': vitest + text })).toEqual({
    ...{ passed: 1, failed: 1, skipped: 2 },
    failures: [expect.stringMatching(/some\.test\.ts > b: expected 1 to be 2/)],
  })
})

it('counts a file that does not load as a failure', () => {
  const broken = "import './nowhere.ts'\nit('a', () => {})\n"
  expect(tallyOf({ 'good.test.ts': `${vitest}it('a', () => {})\n`, 'broken.test.ts': vitest + broken })).toEqual({
    ...{ passed: 1, failed: 1, skipped: 0 },
    failures: [expect.stringMatching(/broken\.test\.ts: .*nowhere/)],
  })
})

it('counts a clean-up that throws as a failure', () => {
  const text = "describe('s', () => {\n  afterAll(() => { throw new Error('x') })\n  it('a', () => {})\n})\n"
  expect(tallyOf({ 'some.test.ts': vitest + text })).toEqual({
    ...{ passed: 1, failed: 1, skipped: 0 },
    failures: [expect.stringMatching(/some\.test\.ts > s: x/)],
  })
})

it('counts an error outside every test as a failure', () => {
  const text = "it('a', () => { void Promise.reject(new Error('x')) })\n"
  expect(tallyOf({ 'some.test.ts': vitest + text })).toEqual({
    ...{ passed: 1, failed: 1, skipped: 0 },
    failures: ['outside any test: x'],
  })
})
