import type { Line } from '#bench/lib/line.ts'
import { measureLine, type Sample } from '#bench/lib/measure-line.ts'
import type { BenchOptions, Scenario } from '#bench/lib/scenario.ts'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import { openPostgresPlace, openSqlitePlace } from './central-place.ts'
import { openDeskPlace } from './desk-place.ts'
import type { Place } from './place.ts'
import { pickTexts, type Typed, waysToSearch } from './typed-texts.ts'

const GOAL = 2
const FULL = { central: [100_000, 1_000_000], desk: [10_000, 100_000], texts: 200 }
const QUICK = { central: [100_000], desk: [10_000], texts: 50 }

export const search: Scenario = {
  about: 'customers by what is typed, at central on both databases and at a desk; beside the bare indexed query',
  async run(options) {
    const { central, desk, texts } = options.quick ? QUICK : FULL
    const openings = [
      ...central.map((customers) => () => openSqlitePlace(customers, options.say)),
      ...central.map((customers) => () => openPostgresPlace(customers, options.say)),
      ...desk.map((cached) => () => openDeskPlace(cached, options.say)),
    ]
    const lines: Line[] = []
    for (const open of openings) {
      const place = await open()
      try {
        lines.push(...(await measurePlace(place, texts, options)))
      } finally {
        await place.close()
      }
    }
    return lines
  },
}

/** One line for each way of searching. */
export async function measurePlace(place: Place, count: number, { rounds, say }: BenchOptions): Promise<Line[]> {
  const lines: Line[] = []
  for (const way of Object.keys(waysToSearch)) {
    // both sides of a round search for the same; the next round for others
    const textsOf = (round: number) => pickTexts(place.sought, way, count, createSeededRandom(round + 1))
    const sides = {
      floor: (round: number) => runAll(textsOf(round), place.floor),
      ours: (round: number) => runAll(textsOf(round), place.ours),
    }
    lines.push(await measureLine({ scenario: `${way}, ${place.name}`, goal: GOAL, rounds }, sides, say))
  }
  return lines
}

async function runAll(texts: readonly Typed[], ask: (typed: Typed) => Promise<number>): Promise<Sample[]> {
  const samples: Sample[] = []
  for (const typed of texts) {
    const started = performance.now()
    const found = await ask(typed)
    samples.push({ ms: performance.now() - started })
    if (found === 0) throw new Error(`nobody was found by "${typed.text}"`)
  }
  return samples
}
