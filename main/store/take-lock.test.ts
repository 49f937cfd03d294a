import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import { refuse } from '#shared/protocol/error.ts'
import { takeLock } from './take-lock.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'take-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it.each([1, 100, 4096, 40_000])('a lock file with %i bytes of noise in it is still a lock', (bytes) => {
  const file = join(folder, 'desk.lock')
  writeFileSync(file, createSeededRandom(bytes).bytes(bytes))
  const lock = takeLock(file)
  if (!lock.ok) throw new Error(lock.refusal.code)
  expect(takeLock(file)).toEqual(refuse('store_in_use'))
  lock.value()
  const again = takeLock(file)
  expect(again.ok).toBe(true)
  if (again.ok) again.value()
})
