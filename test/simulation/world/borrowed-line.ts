import type { Logger } from '#central/flows/flow-context.ts'
import type { LineEvent, LineSink, TelephonyAdapter } from '#central/telephony/adapter.ts'
import type { Simulator } from '#central/telephony/simulator/simulator.ts'
import { planDeliveries } from '#test/support/delivery-trouble.ts'
import type { Dice } from './dice.ts'
import type { ProcessClock } from './process-clock.ts'

/** Reports on their way to central: shares in [0, 1]. */
export type LineTrouble = { late: number; lateByMs: number; doubled: number; swallowed: number }
export const calmLine: LineTrouble = { late: 0, lateByMs: 0, doubled: 0, swallowed: 0 }

type Parts = {
  simulator: Simulator
  clock: ProcessClock
  dice: Dice
  trouble: LineTrouble
  log: Logger
  isAlive: () => boolean
}

/** The telephone network as one process of central holds it: what it hears and is answered ends with the process. */
export function borrowLine({ simulator, clock, dice, trouble, log, isAlive }: Parts): TelephonyAdapter {
  const never = new Promise<never>(() => {})

  /** Resolves when central has it, or will never have it. */
  function report(sink: LineSink, event: LineEvent): Promise<void> {
    if (!isAlive()) return Promise.resolve()
    return new Promise((resolve, reject) => {
      const forget = clock.whenKilled(resolve)
      sink(event).then(resolve, reject).finally(forget)
    })
  }

  const logLate = (err: unknown) => log.error({ err }, 'a late report of the line failed')

  return {
    name: simulator.name,
    capabilities: simulator.capabilities,
    start: (sink) =>
      simulator.start(async (event) => {
        for (const delay of planDeliveries({ ...trouble, clock, random: dice })) {
          if (delay === 0) await report(sink, event)
          else clock.schedule(delay, () => void report(sink, event).catch(logLate))
        }
      }),
    stop: () => simulator.stop(),
    snapshot: async () => (isAlive() ? simulator.snapshot() : never),
    async do(command) {
      if (!isAlive()) return never
      const answer = await simulator.do(command)
      if (dice.chance(0.2)) await new Promise<void>((resolve) => clock.schedule(dice.between(1, 80), resolve))
      return isAlive() ? answer : never
    },
  }
}
