import type { Line } from '#bench/lib/line.ts'
import type { Scenario } from '#bench/lib/scenario.ts'
import { measureMemoryLine } from './measure-memory-line.ts'
import { measureVolleys } from './measure-volleys.ts'
import { startRig } from './rig.ts'

const GOAL = 1.6
const FULL = { desks: 1_000, perSecond: 500, events: 2_000 }
const TENTH = { desks: 100, perSecond: 50, events: 250 }

export const link: Scenario = {
  about: 'from after the commit to the handler of the desk, many desks at once; beside bare ws',
  async run(options) {
    const lines: Line[] = []
    for (const volley of options.quick ? [TENTH] : [FULL, TENTH]) {
      const rig = await startRig('memory', volley.desks)
      const scenario = `link, ${volley.desks} desks, ${volley.perSecond} events/s`
      try {
        const line = await measureVolleys(
          rig,
          {
            ...{ scenario, goal: GOAL, volley, from: 'storedAt' },
            ours: ({ ours }) => ours.server.request('append', volley),
            floor: ({ floor }) => floor.server.request('send', { ...volley, durable: false }),
          },
          options,
        )
        lines.push(line)
      } finally {
        await rig.stop()
      }
      lines.push(await measureMemoryLine(volley.desks, options))
    }
    return lines
  },
}
