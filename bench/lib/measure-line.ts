import { type Line, makeLine, type Round } from './line.ts'
import { median } from './statistics.ts'

/** One measured ring, query, push: how long it took and where the time went, in milliseconds. */
export type Sample = { ms: number; stages?: Record<string, number> }

export type Sides = {
  /** `round` 0 is the warm-up */
  floor(round: number): Promise<Sample[]>
  ours(round: number): Promise<Sample[]>
}

const MOST_ATTEMPTS = 3

/**
 * Measures floor and ours in alternating rounds after a warm-up that is dropped. While the floor itself does not
 * stand still, all is measured again, up to three times.
 */
export async function measureLine(
  named: { scenario: string; goal: number; rounds: number },
  sides: Sides,
  say: (text: string) => void,
): Promise<Line> {
  const { scenario, goal, rounds } = named
  // ours first: what a floor is to draw may come from it
  await sides.ours(0)
  await sides.floor(0)
  for (let attempts = 1; ; attempts += 1) {
    const measured: Round[] = []
    const stages: Record<string, number[]> = {}
    for (let round = 1; round <= rounds; round += 1) {
      const floor = (await sides.floor(round)).map((sample) => sample.ms)
      const own = await sides.ours(round)
      for (const sample of own) {
        for (const [stage, ms] of Object.entries(sample.stages ?? {})) stages[stage] = [...(stages[stage] ?? []), ms]
      }
      const ours = own.map((sample) => sample.ms)
      measured.push({ floor, ours })
      say(`${scenario}: round ${round}, p50 floor ${median(floor).toFixed(1)} ms, ours ${median(ours).toFixed(1)} ms`)
    }
    const typical = Object.fromEntries(Object.entries(stages).map(([stage, values]) => [stage, median(values)]))
    const line = makeLine({ scenario, goal, attempts }, measured, typical)
    if (line.verdict !== 'NOISY' || attempts === MOST_ATTEMPTS) return line
    say(`${scenario}: the floor's own rounds spread ${line.floorSpread.toFixed(2)}×, measured again`)
  }
}
