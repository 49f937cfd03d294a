import { connectFlows } from '#central/connect-flows.ts'
import { ensureEpoch } from '#central/db/event-log.ts'
import { createFlowContext } from '#central/flows/create-flow-context.ts'
import type { FlowContext, Logger } from '#central/flows/flow-context.ts'
import { startFlows } from '#central/flows/start-flows.ts'
import type { Switchboard } from '#central/link/desk-socket.ts'
import type { LinkFlows, LinkParts } from '#central/link/link-parts.ts'
import { startLink } from '#central/link/start-link.ts'
import type { Simulator } from '#central/telephony/simulator/simulator.ts'
import { borrowLine, type LineTrouble } from './borrowed-line.ts'
import { type CentralDisk, type DiskHooks, dropUncommitted, openCentralDatabase } from './central-disk.ts'
import type { Dice } from './dice.ts'
import type { ProcessClock } from './process-clock.ts'

/** Nobody reads these numbers here, and Prometheus keeps wall time. */
const noMetrics: LinkParts['metrics'] = {
  time: (_flow, work) => work(),
  countEvents: () => {},
  countRefusal: () => {},
}

/** Longer than any world lives. */
const BACKUP_HORIZON_MS = 86_400_000

export type CentralBugs = {
  hooks?: DiskHooks
  flows?(flows: LinkFlows, context: FlowContext): LinkFlows
}

export type CentralParts = {
  disk: CentralDisk
  clock: ProcessClock
  dice: Dice
  /** the telephone network: it lives on when central dies */
  simulator: Simulator
  switchboard: Switchboard
  line: { trouble: LineTrouble; dice: Dice }
  log: Logger
  /** the gauges of the floor are read every second; nobody looks at them here, so most worlds save the time */
  withFloor: boolean
  bugs: CentralBugs
}

const readNoFloor: LinkFlows['readFloor'] = async () => ({
  asOf: 0,
  gauges: [],
  queuesOf: new Map(),
  parked: [],
  voicemails: [],
})

export type CentralProcess = { context: FlowContext; ready: Promise<void>; kill(): void }

/** Central as boot composes it, without HTTP: from the database up to the link. */
export function startCentralProcess(parts: CentralParts): CentralProcess {
  const { clock, dice, disk } = parts
  const { db, kill } = openCentralDatabase(disk, { clock, dice, hooks: parts.bugs.hooks ?? {} })
  let alive = true
  const line = borrowLine({ ...parts, ...parts.line, isAlive: () => alive })
  let publish: FlowContext['publish'] = () => {}
  const context = createFlowContext({
    ...{ db, clock, random: dice, log: parts.log, region: 'US' },
    publish: (userIds, events) => publish(userIds, events),
    lines: { get: (name) => (name === line.name ? line : undefined), all: () => [line] },
  })

  async function boot(): Promise<void> {
    const epoch = await ensureEpoch(db, context.newId)
    const connected = {
      ...connectFlows(context, { timeZone: 'UTC' }),
      ...(parts.withFloor ? {} : { readFloor: readNoFloor }),
    }
    const flows = parts.bugs.flows?.(connected, context) ?? connected
    const link = startLink(
      { context, metrics: noMetrics, epoch, flows, backupHorizonMs: BACKUP_HORIZON_MS },
      parts.switchboard,
    )
    publish = link.publish
    await startFlows(context)
  }

  return {
    context,
    ready: boot(),
    kill() {
      alive = false
      clock.kill()
      kill()
      dropUncommitted(disk)
    },
  }
}
