import { type Line, makeLine, type Round } from '#bench/lib/line.ts'
import type { BenchOptions, Scenario } from '#bench/lib/scenario.ts'
import { type Dialect, type Rig, startRig } from './rig.ts'

/** At least 0.45 times as many commands a second as rows written straight, in time per command. */
const FLOOR_GOAL = 2.22
/** At least 2.5 times as many as the peer, in time per command. */
const PEER_GOAL = 0.4
const BATCH = 500
const SIZES = { full: [10_000, 1_000], quick: [1_000] }

export const paperwork: Scenario = {
  about: 'commands of one desk through outbox, link and flows; beside the same rows written straight, and PouchDB',
  async run(options) {
    const lines: Line[] = []
    for (const dialect of ['SQLite', 'PostgreSQL'] as const) {
      const rig = await startRig(dialect)
      if (!rig.peer) options.say('paperwork: no peer, it is installed by `npm ci --prefix bench/peers`')
      try {
        for (const count of options.quick ? SIZES.quick : SIZES.full) {
          lines.push(...(await measurePaperwork(rig, { dialect, count }, options)))
        }
      } finally {
        await rig.stop()
      }
    }
    return lines
  },
}

/** The same number of commands again and again; floor, ours and peer right after each other in every round. */
export async function measurePaperwork(
  rig: Rig,
  { dialect, count }: { dialect: Dialect; count: number },
  { rounds, say }: BenchOptions,
): Promise<Line[]> {
  const besideFloor: Round[] = []
  const besidePeer: Round[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const name = `${count}-${round}`
    const ours = await pushCommands(rig, count, name)
    const { ms: floor } = await rig.floor.request('write', { batches: Math.ceil(count / BATCH) })
    const peer = await replicate(rig, count, name)
    // the first round warms caches up and is dropped
    if (round === 0) continue
    besideFloor.push({ floor: [floor], ours: [ours] })
    if (peer !== null) besidePeer.push({ floor: [peer], ours: [ours] })
    const rate = (ms: number) => `${Math.round((count / ms) * 1000)}/s`
    say(
      `paperwork on ${dialect}, ${count}: round ${round}, floor ${rate(floor)}, ours ${rate(ours)}, peer ${peer === null ? 'not run' : rate(peer)}`,
    )
  }
  const stages = { floor: {}, ours: {} }
  const scenario = `${count} commands, ${dialect}`
  const lines = [makeLine({ scenario, goal: FLOOR_GOAL, attempts: 1 }, besideFloor, stages)]
  if (besidePeer.length > 0) {
    lines.push(makeLine({ scenario: `${scenario}, beside PouchDB`, goal: PEER_GOAL, attempts: 1 }, besidePeer, stages))
  }
  return lines
}

/** Milliseconds. Throws unless every command stands in central's tables. */
async function pushCommands({ desk, floor }: Rig, count: number, round: string): Promise<number> {
  await desk.request('fill', { count, round })
  await floor.request('mark', null)
  const { ms } = await desk.request('drain', null)
  const rows = await floor.request('take', null)
  if (rows.applied_command !== count || rows.note !== (count * 7) / 10) {
    throw new Error(`of ${count} commands central holds ${JSON.stringify(rows)}`)
  }
  return ms
}

async function replicate({ peer }: Rig, count: number, round: string): Promise<number | null> {
  if (!peer) return null
  await peer.request('fill', { count, round })
  const { ms, documents } = await peer.request('replicate', null)
  if (documents !== count) throw new Error(`of ${count} documents the peer holds ${documents}`)
  return ms
}
