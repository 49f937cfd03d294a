import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import pino from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Central } from '#central/boot.ts'
import { startDesktop } from '#electron/desktop.ts'
import { openDesktopLog } from '#electron/desktop-log.ts'
import type { KeyringPort } from '#electron/electron-port.ts'
import { GLOBAL_KEYS } from '#electron/global-keys.ts'
import { REQUEST_CHANNEL } from '#electron/ipc.ts'
import { openSealedFiles } from '#electron/sealed-files.ts'
import { makeFakeElectron, makeFakeKeyring } from '#electron/testing/fake-electron.ts'
import { wallClock } from '#main/clock.ts'
import { secureRandom } from '#main/random.ts'
import { DeskSnapshot, ShellInfo } from '#shared/protocol/desk-port.ts'
import { startDemoCentral } from '#test/support/demo-central.ts'

/** The whole desktop app but Electron itself: its port is played, central, link and store are real. */
const log = pino({ level: 'fatal' })
let home: string
let dataDir: string
let central: Central
const mei = { login: 'mei', password: 'ringdesk-demo' }

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
    settings: { centralUrl: central.url, defaultRegion: 'US' },
    ...{ dataDir, appDir: dataDir, consoleDir: dataDir, argv: [], platform: 'linux' },
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
const save = (key: string, fields: Record<string, string>) => ({
  kind: 'send',
  command: { kind: 'local', command: { type: 'draft.save', key, revision: 1, fields } },
})
const createTask = (taskId: string, title: string) => ({
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
const setPreferences = (preferences: Record<string, unknown>) => ({
  kind: 'send',
  command: { kind: 'local', command: { type: 'preferences.set', preferences } },
})
const setState = (state: unknown) => ({
  kind: 'send',
  command: { kind: 'live', command: { type: 'agent.set-state', state } },
})

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

describe('the desktop app on a real central', { timeout: 60_000 }, () => {
  it('signs in, shows the state in the tray, tells of a ring, and signs out', async () => {
    const app = await start()
    const info = ShellInfo.parse(await app.ask({ kind: 'shell' }))
    expect(info.demoLogins.map(({ login }) => login)).toContain('mei')
    expect(await app.ask({ kind: 'sign-in', credentials: { ...mei, password: 'wrong' } })).toMatchObject({ ok: false })
    expect(await app.ask({ kind: 'sign-in', credentials: mei })).toMatchObject({ ok: true })
    await app.online()
    expect(app.made.blockers.size).toBe(1)
    expect(await app.ask(setState({ kind: 'available' }))).toEqual({ ok: true })
    await expect.poll(() => app.made.trays[0]?.toolTip).toMatch(/ · Available$/)

    expect(app.made.keys.size).toBe(0)
    await app.ask(setPreferences({ globalKeys: true }))
    await expect.poll(() => app.made.keys.size).toBe(3)
    app.made.keys.get(GLOBAL_KEYS.answer)?.()
    const told = () => app.contents.sent.map(({ message }) => message)
    expect(told()).toContainEqual({ kind: 'shell', action: 'answer', detail: null })

    const admin = info.demoLogins.find(({ role }) => role === 'admin' || role === 'supervisor')?.login ?? ''
    const token = await logIn(admin)
    const { queues } = await callCentral('GET', '/queues', token)
    const { user } = await app.snapshot()
    const to = queues.find(({ members }: { members: string[] }) => members.includes(user.userId)).numbers[0]
    const { callId } = await callCentral('POST', '/simulator/calls', token, { from: '+31201234567', to })
    const shown = () => app.made.notifications.filter(({ state }) => state === 'shown')
    await expect.poll(shown, { timeout: 10_000 }).toHaveLength(1)
    expect(shown()[0]?.options.title).toBe('Incoming call')
    await fetch(`${central.url}/api/v1/simulator/calls/${callId}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${token}` },
    })
    await expect.poll(shown, { timeout: 10_000 }).toHaveLength(0)

    await app.ask({ kind: 'sign-out' })
    expect(app.made.trays[0]?.toolTip).toBe('Ringdesk · Signed out')
    expect(app.made.blockers.size).toBe(0)
    expect(app.made.keys.size).toBe(0)
    const again = await start()
    expect(await again.ask({ kind: 'session' })).toBeNull()
  })

  it('shows the number of an opened link once the console is there, and dials nothing', async () => {
    const app = await start()
    await app.ask({ kind: 'sign-in', credentials: mei })
    app.made.app.emit('second-instance', {}, ['ringdesk', '--inspect', 'tel:+31-20-123-4567'])
    const links = () => app.contents.sent.filter(({ message }) => JSON.stringify(message).includes('"number-link"'))
    expect(links()).toEqual([])
    const { projection } = await app.snapshot()
    await app.snapshot()
    expect(links().map(({ message }) => message)).toEqual([{ kind: 'number-link', number: '+31201234567' }])
    expect(projection.calls).toEqual([])
    await app.quit()
  })

  it('asks before it quits in a call, and stays when told to', async () => {
    // an agent of her own: the call goes on at central after this test
    const app = await start()
    await app.ask({ kind: 'sign-in', credentials: { ...mei, login: 'ava' } })
    await app.online()
    await app.ask(setState({ kind: 'available' }))
    const token = await logIn('admin')
    const { user } = await app.snapshot()
    const { queues } = await callCentral('GET', '/queues', token)
    const to = queues.find(({ members }: { members: string[] }) => members.includes(user.userId)).numbers[0]
    await callCentral('POST', '/simulator/calls', token, { from: null, to })
    const offer = async () => (await app.snapshot()).projection.offer?.facts.offerId
    await expect.poll(offer, { timeout: 10_000 }).toBeDefined()
    const answer = { kind: 'live', command: { type: 'call.answer', offerId: await offer() } }
    expect(await app.ask({ kind: 'send', command: answer })).toEqual({ ok: true })
    await expect.poll(() => app.made.trays[0]?.toolTip, { timeout: 10_000 }).toMatch(/ · On call$/)
    app.electron.app.quit()
    await expect.poll(() => app.made.questions.length).toBe(1)
    expect(app.made.quits).toBe(0)
    expect(await app.ask({ kind: 'session' })).toMatchObject({ userId: user.userId })
    app.made.answerQuestion = 1
    await app.quit()
    expect(app.made.questions).toHaveLength(2)
  })

  it('comes back after a restart with the session and the half-written note', async () => {
    const first = await start()
    await first.ask({ kind: 'sign-in', credentials: mei })
    expect(await first.ask(save('int-1', { note: 'half a sen' }))).toEqual({ ok: true })
    await first.quit()
    expect(first.made.questions).toEqual([])
    const second = await start()
    expect(await second.ask({ kind: 'session' })).toMatchObject({ name: expect.any(String) })
    expect((await second.snapshot()).drafts).toMatchObject([{ fields: { note: 'half a sen' } }])
    await second.quit()
  })

  it.each([
    ['a keyring that lost its secrets', makeFakeKeyring('another word')],
    ['no keyring worth the name', makeFakeKeyring('word', { backend: 'basic_text' })],
  ])('with %s it asks for a log-in, and central’s copy of the key opens the store again', async (_what, after) => {
    const first = await start()
    await first.ask({ kind: 'sign-in', credentials: mei })
    await first.ask(save('int-2', { note: 'still here' }))
    await first.online()
    // the copy of the key reaches central a moment after the desk is online
    const keyId = JSON.parse(readFileSync(findFile('store.json'), 'utf8')).keyId
    const token = await logIn('mei')
    await expect.poll(() => callCentral('GET', `/desk-keys/${keyId}`, token).catch(() => null)).not.toBeNull()
    await first.quit()
    const second = await start(after)
    expect(await second.ask({ kind: 'session' })).toBeNull()
    expect(await second.ask({ kind: 'sign-in', credentials: mei })).toMatchObject({ ok: true })
    expect((await second.snapshot()).drafts).toMatchObject([{ fields: { note: 'still here' } }])
    await second.quit()
  })

  it('leaves none of 20 planted needles readable in its folder', async () => {
    const app = await start()
    await app.ask({ kind: 'sign-in', credentials: mei })
    await app.online()
    const needles = Array.from({ length: 18 }, (_, n) => `Nadel-${n}-王小明-+3120${n}555`)
    for (const [n, needle] of needles.entries()) {
      const sent = n % 2 === 0 ? save(`int-${n}`, { note: needle }) : createTask(`task-${n}-${Date.now()}`, needle)
      expect(await app.ask(sent)).toEqual({ ok: true })
    }
    const files = () => listFiles(dataDir).map((path) => ({ path, bytes: readFileSync(path) }))
    needles.push(mei.password)
    const lookFor = () => {
      const found = files()
      const names = found.map(({ path }) => basename(path))
      expect(names).toEqual(expect.arrayContaining(['desk.db', 'session.sealed', 'desktop.log']))
      return needles.flatMap((needle) =>
        [Buffer.from(needle), Buffer.from(needle, 'utf16le')].flatMap((bytes) =>
          found.filter((file) => file.bytes.includes(bytes)).map(({ path }) => `${needle} in ${path}`),
        ),
      )
    }
    // once with the write-ahead log open, once after the store was closed
    expect(lookFor()).toEqual([])
    const { token } = JSON.parse((await openSealedSession()) ?? '{}')
    expect(token).toMatch(/.{20}/)
    needles.push(token)
    expect(needles).toHaveLength(20)
    await app.quit()
    expect(lookFor()).toEqual([])
  })
})

async function openSealedSession(): Promise<string | null> {
  const files = await openSealedFiles(makeFakeKeyring('word'), 'linux', join(dataDir, 'sealed'))
  return files?.read('session') ?? null
}
function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
}
const findFile = (name: string) => listFiles(dataDir).find((path) => path.endsWith(name)) ?? ''
