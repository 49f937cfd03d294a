import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { findTcpPort, findUdpPort, findUdpRow } from './free-ports.ts'
import { writeConfiguration } from './write-configuration.ts'

const here = fileURLToPath(new URL('.', import.meta.url))
/** Where the packages of Debian are kept and unpacked, once for all tests of this machine. */
const home =
  process.env.RINGDESK_TEST_PBX ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'ringdesk-pbx')
export const sippProgram = join(home, 'sipp')
const RTP_PORTS = 200
/** below the ports that the system gives to others */
const RTP_FROM = 20_000

export type Pbx = {
  /** how central reaches it: ARI's address and account, the Stasis application, the endpoint for numbers outside */
  config: { url: string; user: string; password: string; app: string; trunk: string; language: string }
  sipPort: number
  /** ARI and SIP over WebSocket with TLS, and the certificate that the test made for it */
  tlsPort: number
  certificate: string
  /** where Asterisk writes: recordings are in `var/spool/recording` */
  folder: string
  /** warnings and errors of Asterisk so far */
  complaints(): string[]
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

/** Why there is no PBX on this machine; null when there is one. In CI there always must be one. */
export async function findPbxLack(): Promise<string | null> {
  try {
    await promisify(execFile)('bash', [join(here, 'set-up.sh'), home])
    return null
  } catch (error) {
    if (process.env.CI) throw error
    return `no Asterisk can be put up here: ${error instanceof Error ? error.message.split('\n').at(-2) : error}`
  }
}

/** A real Asterisk of its own on free ports of 127.0.0.1. Several may run side by side. */
export async function startPbx(parts: { peerPort: number; httpPort?: number }): Promise<Pbx> {
  const folder = mkdtempSync(join(tmpdir(), 'ringdesk-pbx-'))
  const [httpPort, tlsPort, sipPort] = [
    parts.httpPort ?? (await findTcpPort()),
    await findTcpPort(),
    await findUdpPort(),
  ]
  const rtpFrom = await findUdpRow(RTP_FROM, RTP_PORTS)
  const account = { url: `http://127.0.0.1:${httpPort}/ari`, user: 'ringdesk', password: 'ari-test' }
  const site = { folder, home, httpPort, tlsPort, sipPort, peerPort: parts.peerPort, password: account.password }
  const certificate = writeConfiguration({ ...site, rtpFrom, rtpTo: rtpFrom + RTP_PORTS })
  const ari: Pbx['config'] = { ...account, app: 'ringdesk', trunk: 'trunk', language: 'en' }
  // a test run that is killed takes its Asterisk with it
  const command = ['--pdeathsig', 'KILL', join(home, 'asterisk'), '-f', '-n', '-C', join(folder, 'etc/asterisk.conf')]
  const child = spawn('setpriv', command, { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said = (said + chunk).slice(-100_000)
    })
  }
  try {
    await waitForAri(child, ari)
  } catch {
    await end(child, folder)
    throw new Error(`Asterisk did not start:\n${said.slice(-4_000)}`)
  }
  const complaints = () => said.split('\n').filter((line) => /(WARNING|ERROR)\[/.test(line))
  return {
    config: ari,
    sipPort,
    tlsPort,
    certificate,
    folder,
    complaints,
    stop: (signal) => end(child, folder, signal),
  }
}

async function waitForAri(child: ChildProcess, { url, user, password }: Pbx['config']): Promise<void> {
  const headers = { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }
  for (let tries = 0; tries < 400; tries += 1) {
    if (child.exitCode !== null) throw new Error('ended')
    const isUp = await fetch(`${url}/asterisk/ping`, { headers }).then(
      (answer) => answer.ok,
      () => false,
    )
    if (isUp) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('never answered')
}

async function end(child: ChildProcess, folder: string, signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const over = once(child, 'exit')
    child.kill(signal)
    const last = setTimeout(() => child.kill('SIGKILL'), 5_000)
    await over
    clearTimeout(last)
  }
  rmSync(folder, { recursive: true, force: true })
}
