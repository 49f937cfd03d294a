import { rmSync } from 'node:fs'
import { afterAll, expect, it } from 'vitest'
import { findSite } from '#bench/generate/find-site.ts'
import { openSqlitePlace } from './central-place.ts'
import { openDeskPlace } from './desk-place.ts'
import { measurePlace } from './search.ts'

/** Few enough to be generated at once, and no size that anybody measures. */
const CUSTOMERS = 654

afterAll(async () => {
  const site = await findSite(CUSTOMERS, () => {}, { searchTerms: true })
  for (const file of [site, `${site}-wal`, `${site}-shm`]) rmSync(file, { force: true })
})

it.each([
  ['central', openSqlitePlace],
  ['a desk', openDeskPlace],
] as const)('searches in four ways at %s and with a bare query', { timeout: 120_000 }, async (_where, open) => {
  const place = await open(CUSTOMERS, () => {})
  try {
    const lines = await measurePlace(place, 5, { rounds: 1, quick: true, say: () => {} })
    expect(lines).toHaveLength(5)
    for (const line of lines) expect(line).toMatchObject({ goal: 2, floor: { count: 5 }, ours: { count: 5 } })
  } finally {
    await place.close()
  }
})
