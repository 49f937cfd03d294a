import type { Line } from '#bench/lib/line.ts'
import type { Scenario } from '#bench/lib/scenario.ts'
import { measureVolleys } from './measure-volleys.ts'
import type { Volley } from './requests.ts'
import { type Rig, type Storage, startRig } from './rig.ts'

const GOAL = 2
const SIZES: { storage: Storage; full: Volley; tenth: Volley }[] = [
  {
    storage: 'SQLite',
    full: { desks: 200, perSecond: 50, events: 300 },
    tenth: { desks: 20, perSecond: 5, events: 50 },
  },
  {
    storage: 'PostgreSQL',
    full: { desks: 1_000, perSecond: 500, events: 2_000 },
    tenth: { desks: 100, perSecond: 50, events: 300 },
  },
]

export const events: Scenario = {
  about: 'a fact of the line from the adapter to the handler of the desk, durable; beside the same rows and bare ws',
  async run(options) {
    const lines: Line[] = []
    for (const { storage, full, tenth } of SIZES) {
      for (const volley of options.quick ? [tenth] : [full, tenth]) {
        const rig = await startRig(storage, volley.desks)
        const scenario = `${storage}, ${volley.desks} desks, ${volley.perSecond} events/s`
        try {
          const sides = {
            ours: ({ ours }: Rig) => ours.server.request('report', volley),
            floor: ({ floor }: Rig) => floor.server.request('send', { ...volley, durable: true }),
          }
          lines.push(await measureVolleys(rig, { scenario, goal: GOAL, volley, from: 'givenAt', ...sides }, options))
        } finally {
          await rig.stop()
        }
      }
    }
    return lines
  },
}
