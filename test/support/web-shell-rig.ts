import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { io, type Socket } from 'socket.io-client'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import type { Central } from '#central/boot.ts'
import { wallClock } from '#main/clock.ts'
import { secureRandom } from '#main/random.ts'
import { startWeb } from '#web/boot.ts'
import { readQuietDemo, startDemoCentral } from './demo-central.ts'

type Answer = { status: number; headers: Record<string, string | string[] | undefined>; text: string }

export const credentials = { login: 'mei', password: 'ringdesk-demo' }

/** A demo central for a file, a web shell on it for each test, and a browser's requests and sockets, as false as one likes. */
export function setUpWebShell() {
  const log = pino({ level: process.env.RINGDESK_LOG_LEVEL ?? 'fatal' })
  let folder: string
  let central: Central
  let web: Awaited<ReturnType<typeof startWeb>>
  let sockets: Socket[] = []
  let centralPort = 0

  const startCentral = async () => {
    central = await startDemoCentral(folder, { port: centralPort, log })
    centralPort = central.port
  }
  const startShell = (args: readonly string[], consoleDir = join(folder, 'console')) =>
    startWeb(readQuietDemo(args), { clock: wallClock, random: secureRandom, log, version: '1.2.3', consoleDir })
  const restartWeb = async (port = 0) => {
    web = await startShell([`--data-dir=${folder}`, `--web-port=${port}`, `--central-port=${centralPort}`])
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'web-shell-'))
    await mkdir(join(folder, 'console', 'assets'), { recursive: true })
    await writeFile(join(folder, 'console', 'index.html'), '<!doctype html><title>Ringdesk</title>')
    await writeFile(join(folder, 'console', 'assets', 'app-1a2b.js'), 'export {}')
    await startCentral()
  })
  afterAll(async () => {
    await central.stop()
    await rm(folder, { recursive: true, force: true })
  })
  beforeEach(async () => {
    sockets = []
    await restartWeb()
  })
  afterEach(async () => {
    for (const socket of sockets) socket.disconnect()
    await web.stop()
  })

  /** A request with exactly these headers: fetch would not let a test lie about Host and Origin. */
  function ask(method: string, path: string, headers: Record<string, string> = {}, body?: unknown): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
      const own = {
        host: `localhost:${web.port}`,
        ...(text ? { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) } : {}),
      }
      const sent = request(
        { host: '127.0.0.1', port: web.port, method, path, headers: { ...own, ...headers } },
        (answer) => {
          let read = ''
          answer.on('data', (chunk) => {
            read += chunk
          })
          answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: read }))
        },
      )
      sent.on('error', reject)
      sent.end(text)
    })
  }
  const origin = () => ({ origin: `http://localhost:${web.port}` })

  return {
    ...{ ask, origin, startShell, startCentral, restartWeb },
    folder: () => folder,
    central: () => central,
    web: () => web,
    /** the cookie of a new session */
    async signIn(): Promise<string> {
      const answer = await ask('POST', '/session', origin(), credentials)
      if (answer.status !== 200) throw new Error(answer.text)
      return String(answer.headers['set-cookie']).split(';')[0] ?? ''
    },
    connect(headers: Record<string, string>): Promise<Socket> {
      const socket = io(`http://127.0.0.1:${web.port}`, {
        path: '/desk',
        transports: ['websocket'],
        reconnection: false,
        forceNew: true,
        extraHeaders: { host: `localhost:${web.port}`, ...headers },
      })
      sockets.push(socket)
      return new Promise((resolve, reject) => {
        socket.on('connect', () => resolve(socket))
        socket.on('connect_error', reject)
      })
    },
  }
}
