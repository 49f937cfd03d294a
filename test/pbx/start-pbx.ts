import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { writeTone } from './tone.ts'

const here = fileURLToPath(new URL('.', import.meta.url))
/** Where the packages of Debian are kept and unpacked, once for all tests of this machine. */
const home =
  process.env.RINGDESK_TEST_PBX ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'ringdesk-pbx')
const RTP_PORTS = 200
/** below the ports that the system gives to others */
const RTP_FROM = 20_000
export const MUSIC_HZ = 220

export type Pbx = {
  /** how central reaches it: ARI's address and account, the Stasis application, the endpoint for numbers outside */
  config: { url: string; user: string; password: string; app: string; trunk: string }
  sipPort: number
  /** where Asterisk writes: recordings are in `var/spool/recording` */
  folder: string
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
  const [httpPort, sipPort, rtpStart] = [
    parts.httpPort ?? (await findTcpPort()),
    await findUdpPort(),
    await findUdpPort(RTP_FROM),
  ]
  const config = { url: `http://127.0.0.1:${httpPort}/ari`, user: 'ringdesk', password: 'ringdesk-test' }
  const ari: Pbx['config'] = { ...config, app: 'ringdesk', trunk: 'trunk' }
  writeConfiguration(folder, {
    ...{ DIR: folder, ROOT: join(home, 'root'), LIB: readFileSync(join(home, '.ready'), 'utf8').split('\n')[2] ?? '' },
    ...{ HTTP_PORT: httpPort, SIP_PORT: sipPort, PEER_PORT: parts.peerPort },
    ...{ RTP_START: rtpStart, RTP_END: rtpStart + RTP_PORTS },
    ...{ ARI_USER: ari.user, ARI_PASSWORD: ari.password, ARI_APP: ari.app },
  })
  // a test run that is killed takes its Asterisk with it
  const command = ['--pdeathsig', 'KILL', join(home, 'asterisk'), '-f', '-n', '-C', join(folder, 'etc/asterisk.conf')]
  const child = spawn('setpriv', command, { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said = (said + chunk).slice(-4_000)
    })
  }
  try {
    await waitForAri(child, ari)
  } catch {
    await end(child, folder)
    throw new Error(`Asterisk did not start:\n${said}`)
  }
  return { config: ari, sipPort, folder, stop: (signal) => end(child, folder, signal) }
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

function writeConfiguration(folder: string, values: Record<string, string | number>): void {
  const folders = ['etc', 'run', 'log', 'data/moh', 'data/sounds', 'var/lib/keys', 'var/agi', 'var/cache']
  for (const name of [...folders, 'var/spool/recording', 'var/spool/tmp'])
    mkdirSync(join(folder, name), { recursive: true })
  for (const name of readdirSync(join(here, 'conf'))) {
    const text = readFileSync(join(here, 'conf', name), 'utf8')
    writeFileSync(
      join(folder, 'etc', name),
      text.replace(/@([A-Z_]+)@/g, (_, key: string) => String(values[key])),
    )
  }
  const share = join(home, 'root/usr/share/asterisk')
  for (const name of ['documentation', 'rest-api']) symlinkSync(join(share, name), join(folder, 'data', name))
  const prompts = existsSync(join(share, 'sounds'))
    ? readdirSync(join(share, 'sounds')).find((name) => name.startsWith('en_US'))
    : undefined
  if (prompts) symlinkSync(join(share, 'sounds', prompts), join(folder, 'data/sounds/en'))
  writeFileSync(join(folder, 'data/moh/music.ulaw'), writeTone(MUSIC_HZ, 10_000))
}

async function findTcpPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}

/** `from`: the first of a row of ports; even, as RTP wants it. */
async function findUdpPort(from = 0): Promise<number> {
  for (let port = from === 0 ? 0 : from + 2 * (process.pid % 5_000); ; port += RTP_PORTS) {
    const socket = createSocket('udp4')
    const isFree = await new Promise<boolean>((resolve) => {
      socket.once('error', () => resolve(false))
      socket.bind(port, '127.0.0.1', () => resolve(true))
    })
    if (!isFree) continue
    const found = socket.address().port
    await new Promise<void>((resolve) => socket.close(() => resolve()))
    return found
  }
}
