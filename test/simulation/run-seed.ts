import { findUnsettled } from './check/find-unsettled.ts'
import { judge } from './check/judge.ts'
import { openWatchedWorld } from './check/open-watched-world.ts'
import { callers, logInAgain, restartLater, troubles } from './faults/faults.ts'
import { actions } from './people/actions.ts'
import { calmLine } from './world/borrowed-line.ts'
import type { Templates } from './world/template.ts'
import { fairWeather } from './world/ways.ts'
import type { Bugs, Seat, World } from './world/world.ts'

export type SeedResult = {
  seed: number
  failures: string[]
  trace: string
  /** virtual ms from the end of all trouble until everything agreed */
  settledAfterMs: number | null
  /** how often each thing happened */
  counts: Record<string, number>
}

const SETTLE_MS = 60_000

/** One world from its seed to the judgement. */
export async function runSeed(parts: {
  seed: number
  steps: number
  templates: Templates
  bugs?: Bugs
}): Promise<SeedResult> {
  const { seed, steps, templates } = parts
  const { world, look } = openWatchedWorld({ seed, templates, bugs: parts.bugs ?? {} })
  const counts: Record<string, number> = {}
  let settledAfterMs: number | null = null
  try {
    world.startCentral()
    world.openDesk('ava/1', 'ava', true)
    world.openDesk('ben/1', 'ben', true)
    await world.clock.advance(300)
    const step = planSteps(world, counts)
    for (let count = 0; count < steps && world.failures.length === 0; count += 1) {
      await world.clock.advance(step())
      look()
    }
    if (world.failures.length === 0) settledAfterMs = await heal(world, look)
    if (world.failures.length === 0) await judge(world)
  } finally {
    world.close()
  }
  return { seed, failures: world.failures, trace: world.trace.text(), settledAfterMs, counts }
}

/** Chooses what happens next; answers how long the world goes on after it. */
function planSteps(world: World, counts: Record<string, number>): () => number {
  const dice = world.dice('steps')
  const share = dice.chance(0.1) ? 0 : 0.12 + dice.next() * 0.2
  // each world has some of the troubles, so that one does not always hide another
  const met = troubles.filter(() => dice.chance(0.45))
  world.trace.say(`troubles: ${met.map(([name]) => name).join(', ')}`)
  return () => {
    const seat = dice.pick([...world.seats.values()])
    const happened = choose(seat)
    if (happened !== null) {
      counts[happened] = (counts[happened] ?? 0) + 1
      world.trace.say(`# ${seat?.name} ${happened}`)
    }
    return dice.weigh([
      [75, dice.between(0, 120)] as const,
      [22, dice.between(120, 900)] as const,
      [2.5, dice.between(900, 5_000)] as const,
      // long enough for a lease to run out
      [0.5, dice.between(10_000, 14_000)] as const,
    ])
  }

  function choose(seat: Seat | undefined): string | null {
    const trouble = dice.chance(share) ? dice.pick(met) : undefined
    if (trouble) return trouble[1]({ world, dice, seat }) ? trouble[0] : null
    if (dice.chance(0.12)) {
      const [name, event] = dice.weigh(callers.map(([weight, ...rest]) => [weight, rest] as const))
      return event({ world, dice, seat }) ? name : null
    }
    if (!seat) return null
    // what cannot be done now is not a step: something else is
    for (let tries = 0; tries < 8; tries += 1) {
      const [name, action] = dice.weigh(actions.map(([weight, ...rest]) => [weight, rest] as const))
      if (action({ world, seat, dice })) return name
    }
    return null
  }
}

/** All trouble ends; answers how long it took until everything agreed. */
async function heal(world: World, look: () => void): Promise<number | null> {
  world.trace.say('# healing')
  Object.assign(world.lineTrouble, calmLine)
  world.ways.setWeather(fairWeather)
  Object.assign(world.centralDisk, { full: false, slow: 0 })
  for (const seat of world.seats.values()) {
    world.network.cut(seat.name, 'none')
    Object.assign(seat.disk, { full: false, dieAtRow: null })
  }
  if (!world.central) world.startCentral()
  for (const seat of world.seats.values()) {
    if (!seat.process) restartLater(world, seat, 10)
  }
  const from = world.clock.now()
  let unsettled: string[] = []
  while (world.clock.now() - from < SETTLE_MS) {
    for (const seat of world.seats.values()) {
      if (seat.process?.desk.linkStatus().kind === 'expired') logInAgain(world, seat.user)
    }
    await world.clock.advance(1_000)
    look()
    if (world.failures.length > 0) return null
    unsettled = await findUnsettled(world)
    if (unsettled.length === 0) return world.clock.now() - from
  }
  world.fail(`not settled after ${SETTLE_MS} ms: ${unsettled.join('; ')}`)
  return null
}
