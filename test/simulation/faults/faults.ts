import type { Dice } from '#test/simulation/world/dice.ts'
import { phoneOf, SUPPORT_NUMBER } from '#test/simulation/world/template.ts'
import { fairWeather } from '#test/simulation/world/ways.ts'
import type { Seat, World } from '#test/simulation/world/world.ts'

type At = { world: World; dice: Dice; seat: Seat | undefined }
/** Something that happens to the world. False: it cannot happen now. */
type Event = (at: At) => boolean

const DAY_MS = 86_400_000

/** What callers do. */
export const callers: readonly (readonly [number, string, Event])[] = [
  [10, 'a caller dials', dial],
  [2, 'somebody outside hangs up', ({ world, dice }) => endLeg(world, dice, 'customer')],
  [1, 'a telephone drops', ({ world, dice }) => endLeg(world, dice, 'agent')],
]

/** Every kind of trouble. A world has some of them, so that each is met with and without the others. */
export const troubles: readonly (readonly [string, Event])[] = [
  ['weather', changeWeather],
  ['cut', cutLine],
  ['break', breakLine],
  ['central dies', crashCentral],
  ['desk dies', crashDesk],
  ['desk dies writing', crashWriting],
  ['desk disk full', fillDesk],
  ['central disk full', fillCentral],
  ['central slow', slowCentral],
  ['desk clock', jumpDesk],
  ['central clock', jumpCentral],
  ['session ends', endSession],
  ['second desk', secondDesk],
]

function dial({ world, dice }: At): boolean {
  // where nobody waits in line a colleague is free to be asked
  const lines = world.seed % 3 === 0 ? 1 : 4
  if (world.simulator.countCallers() >= lines) return false
  world.simulator.placeCall({
    from: dice.chance(0.1) ? null : phoneOf(dice.between(0, 3)),
    to: SUPPORT_NUMBER,
    patienceMs: dice.between(2_000, 15_000),
    talkMs: dice.between(500, 7_000),
    hangUp: dice.chance(0.7) ? 'caller' : 'agent',
  })
  return true
}

function endLeg(world: World, dice: Dice, role: 'customer' | 'agent'): boolean {
  const call = dice.pick([...world.simulator.callers(), ...listDialled(world)])
  if (call === undefined) return false
  return role === 'customer' ? world.simulator.callerHangsUp(call) : world.simulator.agentDrops(call)
}

/** Calls that agents made, also those that nobody has answered yet. */
function listDialled({ centralDisk }: World): string[] {
  if (centralDisk.raw.inTransaction) return []
  const dialled = centralDisk.rows(
    `select id from call where direction = 'outbound' and state <> 'ended' order by id`,
    [],
  )
  return dialled.map(({ id }) => String(id))
}

function changeWeather({ world, dice }: At): boolean {
  world.ways.setWeather(
    dice.chance(0.4)
      ? fairWeather
      : {
          lost: dice.next() * 0.15,
          doubled: dice.next() * 0.15,
          late: dice.next() * 0.3,
          lateByMs: dice.pick([50, 400, 3_000]) ?? 50,
          latencyMs: dice.between(1, 60),
        },
  )
  return true
}

function cutLine({ world, dice, seat }: At): boolean {
  if (!seat) return false
  const { network, ways, clock } = world
  if (ways.cutOf(seat.name) !== 'none') {
    network.cut(seat.name, 'none')
    return true
  }
  network.cut(seat.name, dice.pick(['up', 'down', 'both'] as const) ?? 'both')
  clock.schedule(dice.weigh([[5, 3_000] as const, [3, 14_000] as const, [1, 30_000] as const]), () =>
    network.cut(seat.name, 'none'),
  )
  return true
}

function breakLine({ world, seat }: At): boolean {
  if (!seat) return false
  world.network.breakLine(seat.name)
  return true
}

function crashCentral({ world, dice }: At): boolean {
  if (!world.central) return false
  world.crashCentral()
  world.clock.schedule(dice.between(100, 6_000), () => {
    if (!world.central) world.startCentral()
  })
  return true
}

function crashDesk({ world, dice, seat }: At): boolean {
  if (!seat?.process) return false
  world.crashDesk(seat)
  restartLater(world, seat, dice.between(50, 6_000))
  return true
}

/** What is open on a machine starts again by itself, as the same desk it was. */
export function restartLater(world: World, seat: Seat, delayMs: number): void {
  world.clock.schedule(delayMs, () => {
    if (!seat.process) world.openDesk(seat.name, seat.user, false)
  })
}

function crashWriting({ world, dice, seat }: At): boolean {
  if (!seat?.process) return false
  seat.disk.dieAtRow = dice.between(1, 12)
  restartLater(world, seat, dice.between(3_000, 8_000))
  return true
}

function fillDesk({ world, dice, seat }: At): boolean {
  if (!seat) return false
  seat.disk.full = true
  world.clock.schedule(dice.between(500, 6_000), () => {
    seat.disk.full = false
  })
  return true
}

function fillCentral({ world, dice }: At): boolean {
  world.centralDisk.full = true
  world.clock.schedule(dice.between(200, 4_000), () => {
    world.centralDisk.full = false
  })
  return true
}

function slowCentral({ world, dice }: At): boolean {
  world.centralDisk.slow = dice.chance(0.3) ? 0 : dice.next() * 0.6
  world.centralDisk.slowByMs = dice.pick([5, 60, 400]) ?? 5
  return true
}

function jumpDesk({ dice, seat }: At): boolean {
  if (!seat) return false
  seat.clock.jump(dice.pick([-DAY_MS, -3_600_000, -5_000, 5_000, 3_600_000, DAY_MS]) ?? 0)
  return true
}

function jumpCentral({ world, dice }: At): boolean {
  const byMs = dice.pick([-2_000, -500, 500, 2_000]) ?? 0
  world.centralClock.jump(byMs)
  world.centralSetBackMs += Math.max(0, -byMs)
  return true
}

function endSession({ world, dice, seat }: At): boolean {
  if (!seat) return false
  const ended = world.endSessions(seat.user)
  if (!ended) return false
  ended.catch((error: unknown) => world.complain('sessions did not end', error))
  world.clock.schedule(dice.between(1_000, 8_000), () => logInAgain(world, seat.user))
  return true
}

/** Everybody of this name logs in again, at the desks they have open. */
export function logInAgain(world: World, user: string): void {
  const session = world.logIn(user)
  if (!session) {
    world.clock.schedule(1_000, () => logInAgain(world, user))
    return
  }
  session.then(
    (token) => {
      for (const seat of world.seats.values()) {
        if (seat.user !== user) continue
        seat.token = token
        seat.process?.desk.renew(token)
      }
    },
    (error: unknown) => {
      world.complain('a log-in', error)
      world.clock.schedule(1_000, () => logInAgain(world, user))
    },
  )
}

/** The first person sits down at another machine, or leaves it again. */
function secondDesk({ world, dice }: At): boolean {
  const seat = world.seats.get('ava/2')
  if (seat?.process) void world.closeDesk(seat)
  else world.openDesk('ava/2', 'ava', seat === undefined || dice.chance(0.6))
  return true
}
