import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { sayTally, sumTallies } from './tally.mjs'

it('adds up every vitest run and says one closing line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ringdesk-tally-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'tally')
  writeFileSync(file, `${JSON.stringify({ passed: 2, failed: 0, skipped: 1, failures: [] })}\n`)
  appendFileSync(file, `${JSON.stringify({ passed: 3, failed: 1, skipped: 0, failures: ['a.test.ts > b: c'] })}\n`)
  expect(sayTally(sumTallies(file))).toBe('5 passed, 1 failed, 1 skipped')
  expect(sumTallies(file).failures).toEqual(['a.test.ts > b: c'])
})

it('says nothing passed when no run came so far as to count', () => {
  expect(sayTally(sumTallies('/nowhere/tally'))).toBe('0 passed, 0 failed, 0 skipped')
})
