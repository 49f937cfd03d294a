import type { Kysely } from 'kysely'
import type { Database } from '#central/db/schema.ts'
import { applyLineEvent } from '#central/flows/apply-line-event.ts'
import { runTimers } from '#central/flows/run-timers.ts'
import { sweepCalls } from '#central/flows/sweep-calls.ts'
import { turnAwayUnserved } from '#central/flows/turn-away-unserved.ts'
import { createSimulator, type Simulator, type SimulatorOptions } from '#central/telephony/simulator/simulator.ts'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import { createTestContext } from './call-floor.ts'
import { createTestClock } from './virtual-clock.ts'

/** 2026-03-02 09:00 UTC, a Monday. */
export const MORNING = Date.UTC(2026, 2, 2, 9)

/**
 * Central's calls with the simulated line, on a virtual clock. `settle` waits until nothing is under way; `pass`
 * moves time, with the timers served every 250 ms and all desks renewing their leases.
 */
export async function openSimulatedFloor(
  db: Kysely<Database>,
  options: Partial<Pick<SimulatorOptions, 'phone' | 'faults'>> & { seed?: number; renewLeases?: boolean } = {},
) {
  const seed = options.seed ?? 1
  const parts: { simulator?: Simulator; idle?: () => Promise<void> } = {}
  const clock = createTestClock(MORNING, async () => {
    await parts.idle?.()
  })
  const failures: unknown[] = []
  const simulator = createSimulator({
    clock,
    random: createSeededRandom(seed + 1000),
    onError: (error) => void failures.push(error),
    ...(options.phone ? { phone: options.phone } : {}),
    ...(options.faults ? { faults: options.faults } : {}),
  })
  const context = createTestContext(db, clock, [simulator], { seed })
  const idle = async () => {
    for (let round = 0; round < 3; round += 1) {
      await simulator.idle()
      await context.sequencer.idle()
    }
  }
  parts.idle = idle
  await simulator.start((event) => applyLineEvent(context, simulator.name, event))

  async function renew(): Promise<void> {
    if (options.renewLeases === false) return
    await db
      .updateTable('agent')
      .set({ lease_expires_at: clock.now() + 10_000 })
      .where('state', 'not in', ['offline', 'unreachable'])
      .execute()
  }
  async function pass(ms: number): Promise<void> {
    const end = clock.now() + ms
    while (clock.now() < end) {
      await clock.advance(Math.min(250, end - clock.now()))
      await renew()
      await runTimers(context)
      await idle()
    }
    if (failures.length > 0) throw failures[0]
    const errors = context.logged.filter((line) => line.level === 'error')
    if (errors.length > 0) throw new Error(`central logged errors: ${JSON.stringify(errors, describeError)}`)
  }
  const suspects = new Map<string, number>()
  /** one look of the sweeper */
  async function sweep(): Promise<void> {
    await sweepCalls(context, simulator, suspects)
    await turnAwayUnserved(context)
    await idle()
  }
  return { clock, simulator, context, pass, sweep, settle: idle, failures }
}

function describeError(_key: string, value: unknown): unknown {
  return value instanceof Error ? `${value.message} ${value.stack ?? ''}` : value
}

export type SimulatedFloor = Awaited<ReturnType<typeof openSimulatedFloor>>
