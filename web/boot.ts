import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { FastifyBaseLogger } from 'fastify'
import { createDemoLogIns } from '#main/demo-log-ins.ts'
import { openDesk } from '#main/desk.ts'
import { repairAside } from '#main/store/damage/repair-aside.ts'
import { takeLock } from '#main/store/take-lock.ts'
import type { Clock } from '#shared/domain/clock.ts'
import type { Random } from '#shared/domain/random.ts'
import type { UserId } from '#shared/protocol/ids.ts'
import type { Settings } from '#shared/settings/setting-list.ts'
import { StartRefused } from '#shared/settings/start-refused.ts'
import { buildApp } from './build-app.ts'
import { makeSessionCookie } from './cookie.ts'
import { countRepairs } from './count-repairs.ts'
import { createDesks } from './desks.ts'
import { createDoor, findListenProblem, isLoopback } from './door.ts'
import { createSealedStoreKeys, readMasterKey } from './master-key.ts'
import { openWebSessions } from './web-sessions.ts'

export type WebSettings = Pick<
  Settings,
  | 'dataDir'
  | 'host'
  | 'webPort'
  | 'centralPort'
  | 'centralUrl'
  | 'allowedOrigins'
  | 'behindProxy'
  | 'tlsCert'
  | 'tlsKey'
  | 'phoneOrigins'
>

export interface WebOptions {
  clock: Clock
  random: Random
  log: FastifyBaseLogger
  version: string
  /** the built console */
  consoleDir: string
}

export interface RunningWeb {
  url: string
  port: number
  stop(): Promise<void>
}

/** Serves the console and its desks. Throws `StartRefused` with one clear sentence when it cannot start. */
export async function startWeb(settings: WebSettings, options: WebOptions): Promise<RunningWeb> {
  const tls = readTls(settings)
  const problem = findListenProblem({ ...settings, certificate: tls?.cert ?? null })
  if (problem !== null) throw new StartRefused(problem)
  if (!existsSync(join(options.consoleDir, 'index.html'))) {
    throw new StartRefused('The console is not built yet: run npm run build first.')
  }
  const folder = join(settings.dataDir, 'web')
  readFolder(settings.dataDir, () => mkdirSync(folder, { recursive: true, mode: 0o700 }))
  // before the master key is made: two first starts would write over each other's
  const release = claimFolder(settings.dataDir, folder)
  try {
    return await serveFolder(settings, options, { tls, folder, release })
  } catch (error) {
    release()
    throw error
  }
}

/** Everything behind the lock; `release` gives it up once all is stopped. */
async function serveFolder(
  settings: WebSettings,
  options: WebOptions,
  { tls, folder, release }: { tls: ReturnType<typeof readTls>; folder: string; release: () => void },
): Promise<RunningWeb> {
  const { clock, random, log } = options
  const doorSettings = { ...settings, certificate: tls?.cert ?? null }
  const masterKey = readFolder(settings.dataDir, () => readMasterKey(folder, random))
  const centralUrl = settings.centralUrl ?? `http://127.0.0.1:${settings.centralPort}`
  const storeKeys = createSealedStoreKeys(folder, masterKey, random)
  const sessions = readFolder(settings.dataDir, () => openWebSessions(folder, masterKey, { clock, random, log }))
  const repairs = countRepairs(repairAside)
  const desks = createDesks(
    (user, token, takeOver) =>
      openDesk({
        dataDir: settings.dataDir,
        storeKeys,
        centralUrl,
        token,
        user,
        clock,
        random,
        log,
        takeOver,
        onRevoked: () => endRevoked(user.userId),
        repair: repairs.repair,
      }),
    { clock, log },
  )

  let port = settings.webPort
  const secure = tls !== null || settings.behindProxy
  const door = createDoor(doorSettings, () => port)
  const cookie = makeSessionCookie(secure, () => port)
  const storage = isLoopback(settings.host) && !settings.behindProxy ? 'this_computer' : 'desk_host'
  const demoLogIns = createDemoLogIns(centralUrl, clock)
  const { app, socket } = await buildApp({
    ...{ tls, secure, behindProxy: settings.behindProxy, consoleDir: options.consoleDir },
    phoneOrigins: settings.phoneOrigins,
    ...{ centralUrl, door, cookie, sessions, desks, log },
    shell: async () => ({
      kind: 'browser',
      version: options.version,
      globalKeys: false,
      storage,
      repairing: repairs.isRepairing(),
      demoLogins: await demoLogIns(),
    }),
  })
  /** Disabled, or signed out elsewhere: the cache of this machine is not theirs to read until a new log-in. */
  function endRevoked(userId: UserId): void {
    sessions.end(userId)
    socket.hangUp(userId, { code: 'session_revoked' })
    desks
      .close(userId)
      .catch((error: unknown) => log.error({ err: error, userId }, 'closing a desk whose session is over failed'))
  }
  await listen(app, settings)
  port = (app.server.address() as AddressInfo).port
  const name = isLoopback(settings.host) ? 'localhost' : settings.host
  return {
    url: `${tls ? 'https' : 'http'}://${name}:${port}`,
    port,
    async stop() {
      await socket.stop()
      await app.close()
      await desks.stop()
      release()
    },
  }
}

/** One web shell per data folder: two would write over each other's sessions and stand in each other's stores' way. */
function claimFolder(dataDir: string, folder: string): () => void {
  const lock = takeLock(join(folder, 'web.lock'))
  if (lock.ok) return lock.value
  if (lock.refusal.code === 'store_in_use') {
    throw new StartRefused(
      `Another Ringdesk web shell works on the data folder ${dataDir}: stop it, or choose another with RINGDESK_DATA_DIR.`,
    )
  }
  throw new StartRefused(refuseFolder(dataDir, String(lock.refusal.params?.code)))
}

function refuseFolder(dataDir: string, code: string): string {
  if (code === 'ENOSPC' || code === 'SQLITE_FULL')
    return `The disk of the data folder ${dataDir} is full: free some space, or choose another with RINGDESK_DATA_DIR.`
  return `The data folder ${dataDir} cannot be used (${code}): make it writable, or choose another with RINGDESK_DATA_DIR.`
}

/** Reads or makes what lies in the data folder; a folder that cannot be used is the person's to mend. */
function readFolder<T>(dataDir: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof StartRefused || !(error instanceof Error) || !('code' in error)) throw error
    throw new StartRefused(refuseFolder(dataDir, String(error.code)))
  }
}

function readTls({ tlsCert, tlsKey }: WebSettings): { cert: Buffer; key: Buffer } | null {
  if (!tlsCert && !tlsKey) return null
  if (!tlsCert || !tlsKey) throw new StartRefused('RINGDESK_TLS_CERT and RINGDESK_TLS_KEY must be given together.')
  try {
    return { cert: readFileSync(tlsCert), key: readFileSync(tlsKey) }
  } catch (error) {
    if (error instanceof Error && 'code' in error) {
      throw new StartRefused(
        `The TLS files cannot be read (${String(error.code)}): check RINGDESK_TLS_CERT and RINGDESK_TLS_KEY.`,
      )
    }
    throw error
  }
}

async function listen(
  app: { listen(at: { host: string; port: number }): Promise<string> },
  settings: WebSettings,
): Promise<void> {
  const { host, webPort } = settings
  try {
    await app.listen({ host, port: webPort })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'EADDRINUSE') {
      throw new StartRefused(`Port ${webPort} is in use: stop what uses it, or choose another with RINGDESK_WEB_PORT.`)
    }
    if (code === 'EACCES')
      throw new StartRefused(`Port ${webPort} needs more rights: choose one above 1024 with RINGDESK_WEB_PORT.`)
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new StartRefused(`This computer has no address ${host}: check RINGDESK_HOST.`)
    throw error
  }
}
