import type { Line } from '#bench/lib/line.ts'
import { measureLine, type Sample } from '#bench/lib/measure-line.ts'
import type { BenchOptions, Scenario } from '#bench/lib/scenario.ts'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import { queries } from '#shared/protocol/query/query.ts'
import { openPostgresPlace, openSqlitePlace } from './central-place.ts'
import { openDeskPlace } from './desk-place.ts'
import type { Place } from './place.ts'
import { pickTexts, type Typed, waysToSearch } from './typed-texts.ts'

const GOAL = 2
const FULL = { central: [100_000, 1_000_000], desk: [10_000, 100_000], texts: 200 }
const QUICK = { central: [100_000], desk: [10_000], texts: 50 }
/** A central has answered this and that before: so many times the texts of a round, of every way, before the first. */
const WARM_UP = 5

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
  const ways = Object.keys(waysToSearch)
  for (let turn = 0; turn < WARM_UP; turn += 1)
    for (const way of ways) {
      const texts = pickTexts(place.sought, way, count, createSeededRandom(1_000 + turn))
      await runAll(texts, place.floor, countRows)
      await runAll(texts, place.ours, countHits)
    }
  for (const way of ways) {
    // both sides of a round search for the same; the next round for others
    const textsOf = (round: number) => pickTexts(place.sought, way, count, createSeededRandom(round + 1))
    const sides = {
      floor: (round: number) => runAll(textsOf(round), place.floor, countRows),
      ours: (round: number) => runAll(textsOf(round), place.ours, countHits),
    }
    lines.push(await measureLine({ scenario: `${way}, ${place.name}`, goal: GOAL, rounds }, sides, say))
  }
  return lines
}

async function runAll<T>(
  texts: readonly Typed[],
  ask: (typed: Typed) => Promise<T>,
  count: (answer: T) => number,
): Promise<Sample[]> {
  const samples: Sample[] = []
  for (const typed of texts) {
    const started = performance.now()
    const answer = await ask(typed)
    samples.push({ ms: performance.now() - started })
    // what was answered is checked, but by us: not in the time
    if (count(answer) === 0) throw new Error(`nobody was found by "${typed.text}"`)
  }
  return samples
}

const countRows = (rows: readonly unknown[]) => rows.length
const countHits = (answer: unknown) => queries['customer.search'].result.parse(answer).hits.length
