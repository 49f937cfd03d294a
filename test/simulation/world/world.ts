import { openSession, revokeSessionsOf } from '#central/auth/sessions.ts'
import { createWallClock } from '#central/clock.ts'
import { createSimulator, type Simulator } from '#central/telephony/simulator/simulator.ts'
import type { Store } from '#main/store/open-store.ts'
import { createVirtualClock, type VirtualClock } from '#shared/domain/virtual-clock.ts'
import { UserId } from '#shared/protocol/ids.ts'
import { type Console, createConsole } from '#test/simulation/people/console.ts'
import { createLedger, type Ledger } from '#test/simulation/people/ledger.ts'
import { calmLine, type LineTrouble } from './borrowed-line.ts'
import { type CentralDisk, createCentralDisk } from './central-disk.ts'
import { type CentralBugs, type CentralProcess, startCentralProcess } from './central-process.ts'
import type { FrameBend, FrameWatch } from './delivery.ts'
import { type DeskDisk, Died } from './desk-disk.ts'
import { type DeskProcess, startDeskProcess } from './desk-process.ts'
import { createDice, type Dice } from './dice.ts'
import { createNetwork, type Network } from './network.ts'
import { choosePhone } from './outside-phones.ts'
import { createProcessClock, type ProcessClock } from './process-clock.ts'
import { firstTokenOf, START, type Templates } from './template.ts'
import { createTrace, type Trace } from './trace.ts'
import { createWays, type Ways } from './ways.ts'

/** What a planted bug changes, each at a seam that the product has anyway. */
export type Bugs = CentralBugs & {
  frames?: FrameBend
  store?(store: Store): Store
  /** once, as soon as the world stands */
  plant?(world: World): void
}

/** A person at a machine: the machine's disk and clock stay when the desk's process goes. */
export type Seat = {
  name: string
  user: string
  disk: DeskDisk
  console: Console
  token: string
  clock: ProcessClock
  process: DeskProcess | null
}

export type World = {
  seed: number
  clock: VirtualClock
  trace: Trace
  network: Network
  ways: Ways
  simulator: Simulator
  centralDisk: CentralDisk
  central: CentralProcess | null
  centralClock: ProcessClock
  centralStartedAt: number
  /** how far central's clock was set back altogether */
  centralSetBackMs: number
  /** trouble on the way from the line to central */
  lineTrouble: LineTrouble
  seats: Map<string, Seat>
  ledger: Ledger
  /** what went wrong, first first */
  failures: string[]
  fail(what: string): void
  /** fails for an error, unless it is one that full disks and dying desks bring with them */
  complain(what: string, error: unknown): void
  dice(part: string): Dice
  startCentral(): void
  crashCentral(): void
  openDesk(name: string, user: string, takeOver: boolean): Seat
  crashDesk(seat: Seat): void
  closeDesk(seat: Seat): Promise<void>
  /** a log-in at central: a fresh session; never resolves when central dies first */
  logIn(user: string): Promise<string> | null
  endSessions(user: string): Promise<void> | null
  close(): void
}

export function createWorld(parts: { seed: number; templates: Templates; watch: FrameWatch; bugs: Bugs }): World {
  const { seed, templates, bugs } = parts
  const clock = createVirtualClock({ startAt: START, settle: () => new Promise((resolve) => setImmediate(resolve)) })
  const trace = createTrace(() => clock.now(), START)
  const ledger = createLedger()
  const dices = new Map<string, Dice>()
  const dice = (part: string) => {
    const made = dices.get(part) ?? createDice(seed, part)
    dices.set(part, made)
    return made
  }
  const ways = createWays({ clock, dice: dice('network'), trace })
  const network = createNetwork({
    ...{ clock, ways, trace, watch: parts.watch, bend: bugs.frames ?? {} },
    threw: (desk, error) => complain(`${desk} threw`, error),
  })
  const failures: string[] = []
  const fail = (what: string) => {
    trace.say(`FAILED ${what}`)
    failures.push(what)
  }
  const simulator = createSimulator({
    ...{ clock, random: dice('telephony') },
    onError: (error) => complain('a report of the line', error),
    phone: choosePhone(dice('phones'), (number) => ledger.rung.push(number)),
  })
  const seats = new Map<string, Seat>()
  const deskTokens = new Map<string, string>()

  function complain(what: string, error: unknown): void {
    if (error instanceof Died || isDiskFull(error)) return
    fail(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  }

  /** central's own way of reading the machine's clock */
  const steady = (machine: ProcessClock): ProcessClock => ({
    ...machine,
    now: createWallClock({ wall: machine.now, monotonic: clock.now }).now,
  })
  const startClock = (who: string, offset: number) =>
    createProcessClock(clock, { offset, threw: (error) => complain(`${who} threw`, error) })

  function makeLog(who: string, isFull: () => boolean) {
    return {
      info: () => {},
      warn: (fields: object, message: string) => trace.say(`${who} warns ${message} ${JSON.stringify(fields)}`),
      error: (fields: object, message: string) => {
        const error = 'err' in fields ? fields.err : undefined
        trace.say(`${who} logs ${message} ${error instanceof Error ? error.message : ''}`)
        if (!isFull()) complain(`${who} logs "${message}"`, error)
      },
    }
  }

  const world: World = {
    ...{ seed, clock, trace, network, ways, simulator, seats, ledger, failures, fail, complain, dice },
    // a planted bug may stay in the database
    centralDisk: bugs.plant ? createCentralDisk(templates.central) : templates.centrals.take(),
    central: null,
    centralClock: startClock('central', 0),
    centralStartedAt: START,
    centralSetBackMs: 0,
    lineTrouble: chooseLineTrouble(dice('line')),
    startCentral() {
      trace.say('central starts')
      world.centralStartedAt = clock.now()
      world.centralClock = startClock('central', world.centralClock.offset())
      const central = startCentralProcess({
        ...{ disk: world.centralDisk, clock: steady(world.centralClock), dice: dice('central'), simulator, bugs },
        switchboard: network.switchboard(),
        line: { trouble: world.lineTrouble, dice: dice('line') },
        log: makeLog('central', () => false),
        withFloor: seed % 20 === 0,
      })
      world.central = central
      central.ready.catch((error: unknown) => {
        trace.say(`central does not start: ${error instanceof Error ? error.message : ''}`)
        complain('central does not start', error)
        // a service manager starts it again
        world.crashCentral()
        clock.schedule(1_000, () => world.central ?? world.startCentral())
      })
    },
    crashCentral() {
      if (!world.central) return
      trace.say('central dies')
      world.central.kill()
      world.central = null
      network.dropCentral()
      void simulator.stop()
    },
    openDesk(name, user, takeOver) {
      const seat = seats.get(name) ?? makeSeat(name, user)
      trace.say(`${name} starts`)
      seat.clock = startClock(name, seat.clock.offset())
      seat.disk.dieAtRow = null
      seat.disk.whenDead = () => world.crashDesk(seat)
      seat.process = startDeskProcess({
        ...{ user, token: seat.token, disk: seat.disk, clock: seat.clock, dice: dice(name), takeOver },
        openLine: network.openLine(name),
        log: makeLog(name, () => seat.disk.full),
        bendStore: bugs.store ?? ((store) => store),
      })
      void seat.console.attach(seat.process.desk)
      return seat
    },
    crashDesk(seat) {
      if (!seat.process) return
      trace.say(`${seat.name} dies`)
      seat.process.kill()
      seat.process = null
      network.dropDesk(seat.name)
    },
    async closeDesk(seat) {
      const { process } = seat
      if (!process) return
      trace.say(`${seat.name} closes`)
      seat.process = null
      process.desk.stop().catch((error) => complain(`${seat.name} does not stop`, error))
      process.kill()
    },
    logIn(user) {
      const { central } = world
      if (!central) return null
      const { db, clock: now } = central.context
      return openSession(db, { userId: UserId.parse(user), random: dice('sessions'), now: now.now() })
    },
    endSessions(user) {
      return world.central ? revokeSessionsOf(world.central.context.db, UserId.parse(user)) : null
    },
    close() {
      world.central?.kill()
      for (const seat of seats.values()) {
        seat.process?.kill()
        templates.desks.give(seat.disk)
      }
      if (bugs.plant) world.centralDisk.raw.close()
      else templates.centrals.give(world.centralDisk)
    },
  }

  function makeSeat(name: string, user: string): Seat {
    const seat: Seat = {
      ...{ name, user, token: deskTokens.get(user) ?? firstTokenOf(user), process: null },
      disk: Object.assign(templates.desks.take(), { dice: dice(`${name} disk`) }),
      console: createConsole(name, user, ledger),
      clock: startClock(name, 0),
    }
    seats.set(name, seat)
    return seat
  }

  bugs.plant?.(world)
  return world
}

/** Reports of the line that come late, twice or never: in some worlds only. */
function chooseLineTrouble(dice: Dice): LineTrouble {
  if (dice.chance(0.5)) return { ...calmLine }
  return { late: dice.next() * 0.2, lateByMs: 2_000, doubled: dice.next() * 0.1, swallowed: dice.next() * 0.05 }
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_FULL'
}
