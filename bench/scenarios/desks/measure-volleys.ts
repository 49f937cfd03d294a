import { setTimeout as delay } from 'node:timers/promises'
import { type Line, makeLine, type Round, type Stages } from '#bench/lib/line.ts'
import type { Sample } from '#bench/lib/measure-line.ts'
import type { BenchOptions } from '#bench/lib/scenario.ts'
import { median } from '#bench/lib/statistics.ts'
import { checkArrivals } from './check-arrivals.ts'
import type { Sent, Volley } from './requests.ts'
import type { Desks, Rig } from './rig.ts'

/** Greeting hundreds leaves garbage behind, which is not what is measured. */
const SETTLE_MS = 1_500
const LEAST_RATE = 0.9

type Say = BenchOptions['say']

export type Measured = {
  scenario: string
  goal: number
  volley: Volley
  /** where both sides begin */
  from: 'givenAt' | 'storedAt'
  ours(rig: Rig, volley: Volley): Promise<Sent[]>
  floor(rig: Rig, volley: Volley): Promise<Sent[]>
}

/** Floor and ours in alternating rounds after one that is dropped. The desks of the one are away while the other is measured. */
export async function measureVolleys(
  rig: Rig,
  measured: Measured,
  { rounds, say }: Pick<BenchOptions, 'rounds' | 'say'>,
): Promise<Line> {
  const { scenario, goal, volley } = measured
  const taken: Round[] = []
  const samples: Record<'floor' | 'ours', Sample[]> = { floor: [], ours: [] }
  for (let round = 0; round <= rounds; round += 1) {
    const floor = await fire(rig.floor.desks, measured, () => measured.floor(rig, volley), say)
    const ours = await fire(rig.ours.desks, measured, () => measured.ours(rig, volley), say)
    // the first round warms everything up and is dropped
    if (round === 0) continue
    samples.floor.push(...floor)
    samples.ours.push(...ours)
    const one = { floor: floor.map(({ ms }) => ms), ours: ours.map(({ ms }) => ms) }
    taken.push(one)
    say(
      `${scenario}: round ${round}, p50 floor ${median(one.floor).toFixed(2)} ms, ours ${median(one.ours).toFixed(2)} ms`,
    )
  }
  const stages = { floor: summariseStages(samples.floor), ours: summariseStages(samples.ours) }
  return makeLine({ scenario, goal, attempts: 1 }, taken, stages)
}

async function fire(desks: Desks, measured: Measured, send: () => Promise<Sent[]>, say: Say): Promise<Sample[]> {
  const { volley, from } = measured
  await desks.join(volley.desks)
  await delay(SETTLE_MS)
  const sent = await send()
  reportRate(sent, measured, say)
  const seen = await desks.collect(sent.map(({ agent }) => agent))
  await desks.leave()
  return checkArrivals(sent, seen, from)
}

function summariseStages(samples: readonly Sample[]): Stages {
  const names = Object.keys(samples[0]?.stages ?? {})
  return Object.fromEntries(names.map((name) => [name, median(samples.map((one) => one.stages?.[name] ?? Number.NaN))]))
}

/** Who cannot store them as fast as they come measures another rate than its name says. */
function reportRate(sent: readonly Sent[], { scenario, volley }: Measured, say: Say): void {
  const from = Math.min(...sent.map(({ givenAt }) => givenAt))
  const until = Math.max(...sent.map(({ storedAt }) => storedAt))
  const rate = (sent.length * 1000) / Math.max(1, until - from)
  if (rate < volley.perSecond * LEAST_RATE) say(`${scenario}: only ${Math.round(rate)} events/s got through`)
}
