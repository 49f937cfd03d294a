import { rmSync } from 'node:fs'
import { afterAll, expect, it } from 'vitest'
import { findSite } from '#bench/generate/find-site.ts'
import { explainMissingBrowser } from '#test/support/browser.ts'
import { measureRing } from './ring.ts'

/** Few enough to be generated at once, and no size that anybody measures. */
const CUSTOMERS = 321
const missing = explainMissingBrowser()

afterAll(async () => {
  const site = await findSite(CUSTOMERS, () => {})
  for (const file of [site, `${site}-wal`, `${site}-shm`]) rmSync(file, { force: true })
})

it.skipIf(missing !== undefined).each(['caller', 'record'] as const)(
  'rings through the whole product and its floor, and accounts for every millisecond to the %s',
  async (sight) => {
    const line = await measureRing({ customers: CUSTOMERS, sight, rings: 2 }, { rounds: 1, quick: true, say: () => {} })
    expect(line).toMatchObject({ floor: { count: 2 }, ours: { count: 2 }, attempts: 1 })
    for (const side of ['floor', 'ours'] as const) {
      const stages = Object.values(line.stages[side])
      expect(stages.every((ms) => ms > -1)).toBe(true)
      expect(line[side].p50).toBeGreaterThan(1)
      expect(line[side].p50).toBeLessThan(10_000)
    }
    expect(Object.keys(line.stages.ours)).toHaveLength(6)
  },
  120_000,
)
