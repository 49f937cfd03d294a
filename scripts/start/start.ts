import { connect } from 'node:net'
import { join } from 'node:path'
import { prepareDataDir } from '#central/site/choose-database.ts'
import { printHelp } from '#shared/settings/print-settings.ts'
import { readSettings } from '#shared/settings/read-settings.ts'
import type { Settings } from '#shared/settings/setting-list.ts'
import { StartRefused } from '#shared/settings/start-refused.ts'
import { buildConsole } from './build-console.ts'
import { type KeptService, keepServing } from './keep-serving.ts'
import { openBrowser } from './open-browser.ts'
import { findDesktop, openDesktop } from './open-desktop.ts'
import { type Service, ServiceFailed, startService } from './start-service.ts'

const PARENT_MS = 1_000
/** Agents stand before a page without a desk: unlike central's, this gap is for nobody to look at. */
const WEB_WAIT_MS = 1_000

/** `npm start`: central, web shell and a window on them. Answers the exit code once everything has ended. */
export async function start(args: string[]): Promise<number> {
  const read = readSettings(args, process.env)
  if (!read.ok) return refuse(read.sentence)
  if (read.wantsHelp) {
    process.stdout.write(printHelp('npm start --'))
    return 0
  }
  const services: Service[] = []
  const interrupted = listenForInterrupt()
  try {
    await Promise.race([startAll(read.settings, args, services), interrupted])
    const failure = await Promise.race([interrupted, waitForEnd(services)])
    return failure === null ? 0 : refuse(failure)
  } catch (error) {
    if (!(error instanceof ServiceFailed || error instanceof StartRefused)) throw error
    return refuse(error.message)
  } finally {
    // the web shell first: its desks say goodbye to a central that is still there
    for (const service of services.reverse()) await service.stop()
    process.stdin.pause()
  }
}

async function startAll(settings: Settings, args: string[], services: Service[]): Promise<void> {
  const began = performance.now()
  const dataDir = await prepareDataDir(settings.dataDir)
  const logFile = (name: string) => join(dataDir, `${name}.log`)
  await buildConsole(say)
  say(settings.demo ? 'Starting the central service with demo data …' : 'Starting the central service …')
  const central = startCentral(settings, () => startService('central/main.ts', args, {}, logFile('central')))
  services.push(central)
  // with a free port of its own choosing, only central can say where it is
  const isKnown = settings.centralPort !== 0 || settings.centralUrl !== null
  const startWeb = (extra: Record<string, string>) => {
    const web = keepWeb(settings, () => startService('web/main.ts', args, extra, logFile('web')))
    services.push(web)
    return web
  }
  const early = isKnown ? startWeb({}) : null
  const { url: centralUrl, oneTimePassword, demoLogins = [] } = await Promise.race([central.ready, failOf(early)])
  say('Starting the web shell …')
  const { url } = await (early ?? startWeb({ RINGDESK_CENTRAL_URL: centralUrl })).ready
  say(`Ready after ${((performance.now() - began) / 1000).toFixed(1)} s. Ctrl-C stops everything.\n`)
  say(`  Open       ${url}`)
  say(`  Central    ${centralUrl}   (REST: ${centralUrl}/api/v1/openapi.json)`)
  say(`  Data       ${dataDir}`)
  if (oneTimePassword) say(`\n  First log-in: admin with ${oneTimePassword}   (shown once, to be changed at once)`)
  if (demoLogins.length > 0) printLogIns(demoLogins)
  if (offersToggle(central)) {
    say('  Enter stops the central service and starts it again: desks go on working meanwhile.')
    process.stdin.on('data', () => central.toggle())
  }
  say('')
  openWindow(settings, url, centralUrl, services)
}

/** Central is started again when it ends by itself: the web shell and its desks go on meanwhile, as they promise. */
function startCentral(settings: Settings, start: () => Service): Service | KeptService {
  // on another free port its desks would not find it again
  if (settings.centralPort === 0) return start()
  const url = settings.centralUrl ?? `http://127.0.0.1:${settings.centralPort}`
  return keepServing({ name: 'The central service', start, isServed: () => answers(`${url}/healthz`), say })
}

/** So is the web shell: a browser that lost its desk asks for it until it is there, and no unsent work is lost. */
function keepWeb(settings: Settings, start: () => Service): Service | KeptService {
  // on another free port no page would find it again
  if (settings.webPort === 0) return start()
  const isServed = () => isListening(settings.host, settings.webPort)
  return keepServing({ name: 'The web shell', start, isServed, say, waitMs: WEB_WAIT_MS })
}

function offersToggle(central: Service | KeptService): central is KeptService {
  return process.stdin.isTTY && 'toggle' in central
}

/** It may speak TLS with a certificate that is for another name: who holds the port is enough to know. */
function isListening(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect({ host: host === '0.0.0.0' || host === '::' ? 'localhost' : host, port })
    const end = (served: boolean) => {
      probe.destroy()
      resolve(served)
    }
    probe.once('connect', () => end(true))
    probe.once('error', () => end(false))
  })
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok
  } catch {
    return false
  }
}

function openWindow(settings: Settings, url: string, centralUrl: string, services: Service[]): void {
  if (settings.open === 'none') return
  const desktop = settings.open === 'browser' ? null : findDesktop()
  if (desktop) services.push(openDesktop(desktop, centralUrl))
  else if (settings.open === 'desktop')
    say('The desktop app is not installed here: open the address above in a browser.')
  else openBrowser(url)
}

function printLogIns(logIns: readonly { login: string; password: string; name: string; role: string }[]): void {
  say(`\n  Demo log-ins, all with the password ${logIns[0]?.password}:`)
  for (const { login, name, role } of logIns) say(`    ${login.padEnd(8)} ${role.padEnd(17)} ${name}`)
  say('  Sign in as an agent and go Available: a customer calls within seconds.')
}

/** Never resolves; rejects when the service fails before it serves. */
function failOf(service: Service | null): Promise<never> {
  return new Promise((_resolve, reject) => {
    service?.ready.catch(reject)
  })
}

/** A signal, or the end of whoever started us: npm's shell dies without passing a SIGTERM on. */
function listenForInterrupt(): Promise<null> {
  const parent = process.ppid
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve(null))
    const watch = setInterval(() => {
      if (process.ppid === parent) return
      clearInterval(watch)
      resolve(null)
    }, PARENT_MS)
    watch.unref()
  })
}

/** A service that ends by itself and is not brought back ends the others. The desktop's window may be closed: the services stay. */
function waitForEnd(services: readonly Service[]): Promise<string> {
  return Promise.race(services.filter((service) => service.needed).map((service) => service.ended))
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

function refuse(sentence: string): number {
  process.stderr.write(`${sentence}\n`)
  return 1
}
