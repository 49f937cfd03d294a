import { setTimeout as delay } from 'node:timers/promises'
import { type Line, makeLine, type Round } from '#bench/lib/line.ts'
import type { BenchOptions } from '#bench/lib/scenario.ts'
import { type Desks, startRig } from './rig.ts'

const GOAL_KB = 64
/** Heartbeats, pings and a second look at everything belong to a connected desk. */
const IDLE_MS = 4_000

/**
 * What each of so many desks adds to the server's resident memory while as many are connected already: what a process
 * needs once, for the first of them, is not what it needs per desk. Every round has processes of its own.
 */
export async function measureMemoryLine(desks: number, { rounds, say }: BenchOptions): Promise<Line> {
  const scenario = `RSS per desk, ${desks} desks, beside ${GOAL_KB} KB`
  const taken: Round[] = []
  for (let round = 1; round <= rounds; round += 1) {
    const rig = await startRig('memory', 2 * desks)
    try {
      const ours = await weigh(rig.ours, desks)
      const bare = await weigh(rig.floor, desks)
      say(`${scenario}: round ${round}, ours ${ours.toFixed(1)} KB, bare ws ${bare.toFixed(1)} KB`)
      taken.push({ floor: [GOAL_KB], ours: [ours] })
    } finally {
      await rig.stop()
    }
  }
  return makeLine({ scenario, unit: 'KB', goal: 1, attempts: 1 }, taken, { floor: {}, ours: {} })
}

type Weighable = { desks: Desks; server: { request(name: 'memory', ask: null): Promise<number> } }

async function weigh({ desks, server }: Weighable, count: number): Promise<number> {
  await desks.join(count)
  await delay(IDLE_MS)
  const before = await server.request('memory', null)
  await desks.join(2 * count)
  await delay(IDLE_MS)
  const after = await server.request('memory', null)
  return (after - before) / count / 1024
}
