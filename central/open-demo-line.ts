import { isSomebodyFree } from '#central/agents/somebody-free.ts'
import { demoCallers } from '#central/demo/callers.ts'
import type { FlowContext } from '#central/flows/flow-context.ts'
import { startArrivals } from '#central/telephony/simulator/arrivals.ts'
import { createSimulator } from '#central/telephony/simulator/simulator.ts'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import type { Settings } from '#shared/settings/setting-list.ts'
import type { Line } from './line.ts'

/** Somebody who goes Available for the first time hears the telephone before they look for what to do next. */
const FIRST_AFTER_MS = 4_000
const MOST_CALLERS = 4
const HOUR_MS = 3_600_000

/** The demo's telephone network, with callers who come while somebody is there to take them. */
export function openDemoLine(context: FlowContext, settings: Settings): Line {
  const { clock, log } = context
  const onError = (error: unknown) => log.error({ err: error }, 'the simulator failed')
  const simulator = createSimulator({ clock, random: context.random, onError })
  return {
    adapter: simulator,
    simulator,
    startArrivals() {
      if (settings.demoCallsPerHour === 0) return { stop: async () => {} }
      const script = {
        callers: demoCallers,
        firstAfterMs: FIRST_AFTER_MS,
        everyMs: HOUR_MS / settings.demoCallsPerHour,
        mostCallers: MOST_CALLERS,
        isSomebodyFree: (to: string) => isSomebodyFree(context.db, to, clock.now()),
      }
      const stop = startArrivals(simulator, script, { clock, random: createSeededRandom(settings.demoSeed), onError })
      return { stop: async () => stop() }
    },
  }
}
