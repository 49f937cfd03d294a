import type { Server } from 'node:http'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { pruneSessions } from '#central/auth/sessions.ts'
import { pruneLineHistory } from '#central/calls/prune-line-history.ts'
import { pruneAudit } from '#central/db/audit-log.ts'
import { pruneEvents } from '#central/db/event-log.ts'
import { demoLogins } from '#central/demo/people.ts'
import { createFlowContext } from '#central/flows/create-flow-context.ts'
import type { FlowContext } from '#central/flows/flow-context.ts'
import { eraseRecordings } from '#central/flows/recording/erase-recordings.ts'
import { pruneRecordings, storeRecordings } from '#central/flows/recording/store-recordings.ts'
import { repeat } from '#central/flows/repeat.ts'
import { setAgentState } from '#central/flows/set-agent-state.ts'
import { startFlows } from '#central/flows/start-flows.ts'
import { buildApp } from '#central/http/build-app.ts'
import { createSocketSwitchboard } from '#central/link/socket-switchboard.ts'
import { startLink } from '#central/link/start-link.ts'
import { createMetrics } from '#central/metrics.ts'
import { createFileStore } from '#central/recordings/file-store.ts'
import type { RecordingStore } from '#central/recordings/recording-store.ts'
import { createS3Store, tryS3Store } from '#central/recordings/s3-store.ts'
import type { Clock } from '#shared/domain/clock.ts'
import type { Random } from '#shared/domain/random.ts'
import type { Settings } from '#shared/settings/setting-list.ts'
import { StartRefused } from '#shared/settings/start-refused.ts'
import { connectFlows } from './connect-flows.ts'
import { type Lines, openLines } from './open-lines.ts'
import { openSite } from './open-site.ts'
import { readGaugesFrom } from './read-gauges.ts'

export type CentralParts = {
  clock: Clock
  random: Random
  log: Logger
  version: string
  /** in place of the lines that the settings name: a test brings its own */
  lines?: (context: FlowContext) => Lines
}

export type Central = {
  url: string
  port: number
  context: FlowContext
  lines: Lines
  oneTimePassword: string | null
  /** Takes nothing new, hangs up the desks, lets go of the lines without ending a call, closes the database. */
  stop(): Promise<void>
}

/** a recording can be heard so soon after its call */
const STORE_MS = 2_000
const PRUNE_MS = 10 * 60_000
const DAY_MS = 86_400_000
const LOOPBACK = ['127.0.0.1', '::1', 'localhost']

/** Starts the whole of central in this process. Throws StartRefused, one sentence, for what a person can mend. */
export async function startCentral(settings: Settings, parts: CentralParts): Promise<Central> {
  const { clock, random, log } = parts
  if (!LOOPBACK.includes(settings.centralHost) && !settings.behindProxy) {
    throw new StartRefused(
      `RINGDESK_CENTRAL_HOST ${settings.centralHost} is reachable from other computers: put a TLS proxy in front and set RINGDESK_BEHIND_PROXY=1.`,
    )
  }
  const site = await openSite(settings, { clock, random, log })
  if (site.restoredFrom !== null) {
    log.warn({ from: site.restoredFrom }, 'started on a restored copy: desks push again what it lacks')
  }
  const stops: (() => Promise<unknown>)[] = [() => site.close()]
  const stop = async () => {
    for (const undo of stops.splice(0).reverse()) await undo()
  }
  try {
    let publish: FlowContext['publish'] = () => {}
    let ready = false
    let lines: Lines | undefined
    const context = createFlowContext({
      db: site.db,
      clock,
      random,
      log,
      region: settings.defaultRegion,
      publish: (userIds, events) => publish(userIds, events),
      lines: { get: (name) => lines?.get(name), all: () => lines?.all() ?? [] },
    })
    lines = (parts.lines ?? ((given) => openLines(given, settings)))(context)
    const metrics = createMetrics()
    const recordings = openRecordings(settings, log)
    const flows = connectFlows(context, settings)
    const app = await buildApp({
      ...{ context, metrics, log, masterKey: site.masterKey, version: parts.version },
      ...{ allowedOrigins: settings.allowedOrigins, behindProxy: settings.behindProxy },
      isReady: () => ready,
      answerQuery: flows.answerQuery,
      applyPaperwork: flows.applyPaperwork,
      setAgentState: (userId, state) => setAgentState(context, userId, state),
      simulator: lines.simulator,
      recordings,
      demoLogIns: settings.demo ? demoLogins : null,
      vendors: lines.webhooks,
    })
    stops.push(() => app.close())
    const link = startLink(
      { context, metrics, epoch: site.epoch, flows, backupHorizonMs: settings.backupHorizonDays * DAY_MS },
      createSocketSwitchboard(app.server, { allowedOrigins: settings.allowedOrigins }),
    )
    publish = link.publish
    stops.push(() => link.stop())
    metrics.watch({ linkSockets: link.sockets, ...readGaugesFrom(site.db) })
    const port = await listen(app, settings)
    const running = await startFlows(context)
    stops.push(() => running.stop())
    const arrivals = lines.startArrivals()
    stops.push(() => arrivals.stop())
    const pruning = repeat(context, { name: 'pruning', everyMs: PRUNE_MS, early: [0], work: prune })
    stops.push(() => pruning.stop())
    const storing = repeat(context, {
      ...{ name: 'storing recordings', everyMs: STORE_MS, work: keepRecordings },
    })
    stops.push(() => storing.stop())
    stops.push(async () => {
      ready = false
    })
    ready = true
    async function keepRecordings(): Promise<void> {
      await eraseRecordings(context, recordings)
      await storeRecordings(context, recordings)
    }
    async function prune(): Promise<void> {
      const now = clock.now()
      await pruneEvents(site.db, now - settings.eventRetentionDays * DAY_MS)
      await pruneLineHistory(site.db, now - settings.eventRetentionDays * DAY_MS)
      await pruneRecordings(context, recordings)
      await pruneSessions(site.db, now)
      await pruneAudit(site.db, now - settings.auditRetentionDays * DAY_MS)
    }
    log.info({ port, database: site.dialect, demo: settings.demo }, 'central is ready')
    const host = settings.centralHost.includes(':') ? `[${settings.centralHost}]` : settings.centralHost
    return { url: `http://${host}:${port}`, port, context, lines, oneTimePassword: site.oneTimePassword, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

type Listener = { listen(where: { host: string; port: number }): Promise<string>; server: Server }

async function listen(app: Listener, { centralHost: host, centralPort: port }: Settings): Promise<number> {
  try {
    await app.listen({ host, port })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'EADDRINUSE') {
      throw new StartRefused(`Port ${port} is in use; choose another with --central-port or RINGDESK_CENTRAL_PORT.`)
    }
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
      throw new StartRefused(`The central service cannot listen on ${host}:${port} (${code}).`)
    }
    throw error
  }
  const address = app.server.address()
  return typeof address === 'object' && address ? address.port : port
}

/** A bucket that does not answer holds no call up: what is recorded waits on its line until it does. */
function openRecordings({ recordingsUrl, dataDir }: Settings, log: Logger): RecordingStore {
  if (recordingsUrl === null) return createFileStore(join(dataDir, 'recordings'))
  void tryS3Store(recordingsUrl).then((tried) => {
    if (!tried.ok) log.error({ err: tried.error }, 'the store of recordings does not answer: they wait on their lines')
  })
  return createS3Store(recordingsUrl)
}
