import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterAll, beforeAll, beforeEach, expect, vi } from 'vitest'
import type { Central } from '#central/boot.ts'
import { startDesktop } from '#electron/desktop.ts'
import { openDesktopLog } from '#electron/desktop-log.ts'
import type { KeyringPort } from '#electron/electron-port.ts'
import { REQUEST_CHANNEL } from '#electron/ipc.ts'
import { openSealedFiles } from '#electron/sealed-files.ts'
import { makeFakeElectron, makeFakeKeyring } from '#electron/testing/fake-electron.ts'
import { wallClock } from '#main/clock.ts'
import { secureRandom } from '#main/random.ts'
import { DeskSnapshot } from '#shared/protocol/desk-port.ts'
import { startDemoCentral } from '#test/support/demo-central.ts'

const log = pino({ level: 'fatal' })
export const mei = { login: 'mei', password: 'ringdesk-demo' }

/** The whole desktop app but Electron itself: its port is played, central, link and store are real. A folder per test. */
export function setUpDesktopShell() {
  let home: string
  let dataDir: string
  let central: Central

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'desktop-shell-'))
    central = await startDemoCentral(join(home, 'central'), { log })
    // seeding holds the loop up, and a central under pressure turns requests away for a moment
    const isReady = async () => (await fetch(`${central.url}/readyz`)).status
    await vi.waitUntil(async () => (await isReady()) === 200, { timeout: 20_000, interval: 100 })
  }, 60_000)
  afterAll(async () => {
    await central.stop()
    rmSync(home, { recursive: true, force: true })
  })
  beforeEach(() => {
    dataDir = mkdtempSync(join(home, 'desk-'))
  })

  /** Starts the app; a second call on the same folder is the app started again. */
  async function start(keyring: KeyringPort = makeFakeKeyring('word')) {
    const { electron, made } = makeFakeElectron(keyring)
    await startDesktop({
      electron,
      settings: { centralUrl: central.url, defaultRegion: 'US', phoneOrigins: [] },
      ...{ dataDir, appDir: dataDir, consoleDir: dataDir, mediaDir: dataDir, argv: [], platform: 'linux' },
      ...{ clock: wallClock, random: secureRandom, log: openDesktopLog(dataDir, wallClock.now) },
    })
    const [window] = made.windows
    if (window === undefined) throw new Error('no window')
    const contents = window.webContents
    const ask = async (message: unknown) =>
      made.channels.get(REQUEST_CHANNEL)?.({ sender: contents, senderFrame: contents.mainFrame }, message)
    const snapshot = async () => DeskSnapshot.parse(await ask({ kind: 'snapshot' }))
    const online = () => expect.poll(async () => (await snapshot()).link.kind, { timeout: 10_000 }).toBe('online')
    const quit = async () => {
      electron.app.quit()
      await expect.poll(() => made.quits, { timeout: 10_000 }).toBe(1)
    }
    return { electron, made, contents, ask, snapshot, online, quit }
  }

  async function callCentral(method: string, path: string, token: string, body?: unknown) {
    const headers = { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) }
    const response = await fetch(`${central.url}/api/v1${path}`, {
      method,
      headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return response.json()
  }

  async function logIn(login: string): Promise<string> {
    return (await callCentral('POST', '/session', '-', { login, password: mei.password })).token
  }

  async function openSealedSession(): Promise<string | null> {
    const files = await openSealedFiles(makeFakeKeyring('word'), 'linux', join(dataDir, 'sealed'))
    return files?.read('session') ?? null
  }

  return {
    ...{ start, callCentral, logIn, openSealedSession },
    central: () => central,
    listFiles: () => listFiles(dataDir),
    findFile: (name: string) => listFiles(dataDir).find((path) => path.endsWith(name)) ?? '',
  }
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
}

export const save = (key: string, fields: Record<string, string>) => ({
  kind: 'send',
  command: { kind: 'local', command: { type: 'draft.save', key, revision: 1, fields } },
})
export const createTask = (taskId: string, title: string) => ({
  kind: 'send',
  command: {
    ...{ kind: 'paperwork', dropDraft: null },
    bodies: [
      {
        ...{ type: 'task.create', customerId: null, interactionId: null },
        followUp: { taskId, kind: 'task', title, dueAt: null },
      },
    ],
  },
})
export const setPreferences = (preferences: Record<string, unknown>) => ({
  kind: 'send',
  command: { kind: 'local', command: { type: 'preferences.set', preferences } },
})
export const setState = (state: unknown) => ({
  kind: 'send',
  command: { kind: 'live', command: { type: 'agent.set-state', state } },
})
