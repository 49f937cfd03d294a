import { findSite } from '#bench/generate/find-site.ts'
import type { Line } from '#bench/lib/line.ts'
import { measureLine, type Sample } from '#bench/lib/measure-line.ts'
import type { BenchOptions, Scenario } from '#bench/lib/scenario.ts'
import { warmFile } from '#bench/lib/warm-file.ts'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import { type Caller, pickCallers } from './callers.ts'
import type { Pictured } from './floor-side.ts'
import { type Rig, startRig } from './rig.ts'
import type { Sight } from './watch-ring.ts'

const GOAL = 1.4
const FULL = { sizes: [100_000, 1_000_000], rings: 20 }
const QUICK = { sizes: [100_000], rings: 10 }
/** Between two rings; the screen's frames come when they like, so the next ring meets them anywhere. */
const LEAST_PAUSE_MS = 150
const PAUSE_SPREAD_MS = 100

const names: Record<Sight, string> = { caller: 'the caller', record: 'the whole record' }

export const ring: Scenario = {
  about: 'a call at the adapter → its customer, then the whole record, painted in the browser; beside the same by hand',
  async run(options) {
    const { sizes, rings } = options.quick ? QUICK : FULL
    const lines: Line[] = []
    for (const customers of sizes) {
      lines.push(await measureRing({ customers, sight: 'caller', rings }, options))
      lines.push(await measureRing({ customers, sight: 'record', rings }, options))
    }
    return lines
  },
}

/** One line of the table: so many customers, three phones each. */
export async function measureRing(
  { customers, sight, rings }: { customers: number; sight: Sight; rings: number },
  { rounds, say }: BenchOptions,
): Promise<Line> {
  const site = await findSite(customers, say)
  const random = createSeededRandom(Date.now())
  const rig = await startRig(site)
  try {
    const pictured: Pictured[] = []
    const scenario = `ring to ${names[sight]}, ${customers} customers`
    const line = await measureLine(
      { scenario, goal: GOAL, rounds },
      {
        async ours() {
          await warmFile(site)
          await rig.ours.calibrate()
          const callers = pickCallers(site, { customers, count: rings, random })
          return ringAll(rig, callers, pictured)
        },
        async floor() {
          await warmFile(site)
          await rig.floor.calibrate()
          const samples: Sample[] = []
          for (const one of pictured) {
            samples.push(await rig.floor.ring(one))
            await pause()
          }
          return samples
        },
      },
      say,
    )
    const nodes = pictured.map((one) => one.picture.nodes)
    say(
      `${scenario}: ${Math.min(...nodes)}–${Math.max(...nodes)} elements painted, page clock ± ${rig.ours.uncertainty().toFixed(2)} ms`,
    )
    return line
  } finally {
    await rig.stop()
  }

  /** Keeps what was painted: the floor's next round paints the same. */
  async function ringAll(rigged: Rig, callers: readonly Caller[], kept: Pictured[]): Promise<Sample[]> {
    kept.length = 0
    const samples: Sample[] = []
    for (const caller of callers) {
      const { sample, pictured } = await rigged.ours.ring(caller, sight)
      samples.push(sample)
      kept.push(pictured)
      await pause()
    }
    return samples
  }

  function pause(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, LEAST_PAUSE_MS + random.next() * PAUSE_SPREAD_MS))
  }
}
