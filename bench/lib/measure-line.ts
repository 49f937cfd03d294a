import { type Line, makeLine, type Round, type Stages } from './line.ts'
import { median } from './statistics.ts'

/** One measured ring, query, push: how long it took and where the time went, in milliseconds. */
export type Sample = { ms: number; stages?: Stages }

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
    const samples: Record<'floor' | 'ours', Sample[]> = { floor: [], ours: [] }
    for (let round = 1; round <= rounds; round += 1) {
      const floor = await sides.floor(round)
      const ours = await sides.ours(round)
      samples.floor.push(...floor)
      samples.ours.push(...ours)
      const taken = { floor: floor.map((one) => one.ms), ours: ours.map((one) => one.ms) }
      measured.push(taken)
      const p50 = { floor: median(taken.floor).toFixed(1), ours: median(taken.ours).toFixed(1) }
      say(`${scenario}: round ${round}, p50 floor ${p50.floor} ms, ours ${p50.ours} ms`)
    }
    const stages = { floor: summariseStages(samples.floor), ours: summariseStages(samples.ours) }
    const line = makeLine({ scenario, goal, attempts }, measured, stages)
    if (line.verdict !== 'NOISY' || attempts === MOST_ATTEMPTS) return line
    say(`${scenario}: the floor's own rounds spread ${line.floorSpread.toFixed(2)}×, measured again`)
  }
}

function summariseStages(samples: readonly Sample[]): Stages {
  const names = Object.keys(samples[0]?.stages ?? {})
  return Object.fromEntries(names.map((name) => [name, median(samples.map((one) => one.stages?.[name] ?? Number.NaN))]))
}
