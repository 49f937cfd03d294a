import { describe, expect, it } from 'vitest'
import { plantedBugs } from './bugs/planted-bugs.ts'
import { runCampaign, sayReplay } from './campaign/run-campaign.ts'

const STEPS = 200
const full = process.env.RINGDESK_TEST_SIZE === 'full'
const SEEDS = Number(process.env.RINGDESK_SIMULATION_SEEDS ?? (full ? 20_000 : 2_000))
/** A planted bug has to show within so many worlds. */
const FOUND_WITHIN = 2_000
/** What a plant that breaks by itself says: nobody's rule has caught it. */
const BROKEN = /^(the simulation itself failed|nobody caught): /

describe('a day of trouble', () => {
  it(`loses, doubles, invents and reorders nothing in ${SEEDS} worlds, and ends in agreement within a minute`, async () => {
    const { done, failed } = await runCampaign({ seed: 1, seeds: SEEDS, steps: STEPS })
    const told = failed.slice(0, 5).map((outcome) => sayReplay(outcome, STEPS))
    expect(told.join('\n')).toBe('')
    expect({ done, failed: failed.length }).toEqual({ done: SEEDS, failed: 0 })
  })

  it('is the same for the same seed, byte for byte, in whatever process and order', async () => {
    const digests = async (seeds: number, workers: number) => {
      const found = new Map<number, string>()
      const heard = ({ seed, digest }: { seed: number; digest: string }) => void found.set(seed, digest)
      await runCampaign({ seed: 7_000, seeds, steps: STEPS, workers, heard })
      return [...found].sort(([a], [b]) => a - b)
    }
    const together = await digests(30, 2)
    expect(new Set(together.map(([, digest]) => digest)).size).toBe(30)
    expect(await digests(30, 1)).toEqual(together)
  })
})

describe('a planted bug is found:', () => {
  it.each(Object.keys(plantedBugs))('%s', async (bug) => {
    const { failed } = await runCampaign({ seed: 1, seeds: FOUND_WITHIN, steps: STEPS, bug, untilFound: true })
    const [first] = failed
    console.log(`planted bug "${bug}": found at seed ${first?.seed}: ${first?.failures[0]?.slice(0, 160)}`)
    expect(failed.length).toBeGreaterThan(0)
    expect(first?.failures.filter((failure) => !BROKEN.test(failure))).not.toEqual([])
    const sound = await runCampaign({ seed: first?.seed ?? 1, seeds: 1, steps: STEPS, workers: 1 })
    expect(sound.failed).toEqual([])
  })
})
