import { setTimeout as delay } from 'node:timers/promises'
import { type Line, makeLine, type Round } from '#bench/lib/line.ts'
import type { BenchOptions } from '#bench/lib/scenario.ts'
import { type Desks, startRig } from './rig.ts'

const GOAL_KB = 64
/** Desks that come and go before: what a process needs once is not what it needs per desk. */
const WARM_UP = 100
/** Heartbeats, pings and a second look at everything belong to a connected desk. */
const IDLE_MS = 4_000

/** What each connected desk adds to the server's resident memory, in processes started anew for every round. */
export async function measureMemoryLine(desks: number, { rounds, say }: BenchOptions): Promise<Line> {
  const scenario = `RSS per desk, ${desks} desks, beside ${GOAL_KB} KB`
  const taken: Round[] = []
  for (let round = 1; round <= rounds; round += 1) {
    const rig = await startRig('memory', desks)
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
  await desks.join(Math.min(WARM_UP, count))
  await delay(IDLE_MS)
  await desks.leave()
  await delay(IDLE_MS)
  const before = await server.request('memory', null)
  await desks.join(count)
  await delay(IDLE_MS)
  const after = await server.request('memory', null)
  return (after - before) / count / 1024
}
