import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import { APP_ENTRY, MEDIA_ENTRY } from './app-origin.ts'
import { answerFile } from './console-files.ts'
import { startDesktop } from './desktop.ts'
import { GLOBAL_KEYS, makeGlobalKeys } from './global-keys.ts'
import { REQUEST_CHANNEL } from './ipc.ts'
import { NEWS_CHANNEL, ORDER_CHANNEL } from './media-relay.ts'
import { keepAwake } from './power.ts'
import { mayQuit } from './quit-guard.ts'
import { makeFakeElectron } from './testing/fake-electron.ts'
import { texts } from './texts.ts'

let dataDir: string
let fake: ReturnType<typeof makeFakeElectron>
let logged: string[]
const clock = createTestClock(1_000_000)
const start = (more: { argv?: string[]; platform?: string } = {}) =>
  startDesktop({
    electron: fake.electron,
    settings: { centralUrl: 'http://127.0.0.1:9', defaultRegion: 'NL', phoneOrigins: [] },
    ...{
      dataDir,
      appDir: '/app/dist/electron',
      consoleDir: dataDir,
      mediaDir: dataDir,
      argv: [],
      platform: 'linux',
      clock,
    },
    random: createSeededRandom(1),
    log: {
      info: () => {},
      warn: (_detail, message) => logged.push(message),
      error: (_detail, message) => logged.push(message),
    },
    ...more,
  })
function theWindow() {
  const [window] = fake.made.windows
  if (window === undefined) throw new Error('no window')
  return window
}
function mediaWindow() {
  const [, window, ...more] = fake.made.windows
  if (window === undefined || more.length > 0) throw new Error('not one media window')
  return window
}
const ask = (message: unknown) => {
  const { webContents } = theWindow()
  const event = { sender: webContents, senderFrame: webContents.mainFrame }
  return fake.made.channels.get(REQUEST_CHANNEL)?.(event, message)
}
const links = () =>
  theWindow().webContents.sent.filter(({ message }) => JSON.stringify(message).includes('number-link'))

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'desktop-'))
  fake = makeFakeElectron()
  logged = []
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

describe('Electron’s security checklist', () => {
  beforeEach(() => start())
  const preferences = () => theWindow().options.webPreferences ?? {}
  const policy = async () =>
    (await answerFile(APP_ENTRY, { folder: dataDir, mediaFolder: dataDir, phoneOrigins: [] })).headers.get(
      'content-security-policy',
    ) ?? ''
  const items: [string, () => unknown][] = [
    ['1 only secure content: pages from the app itself', () => expect(theWindow().loaded).toEqual([APP_ENTRY])],
    [
      '2 no Node in pages',
      () =>
        expect(preferences()).toMatchObject({
          nodeIntegration: false,
          nodeIntegrationInWorker: false,
          nodeIntegrationInSubFrames: false,
        }),
    ],
    ['3 context isolation', () => expect(preferences().contextIsolation).toBe(true)],
    ['4 sandbox', () => expect(preferences().sandbox).toBe(true)],
    [
      '5 permission requests answered by us',
      () => expect(fake.made.permissions.check(null, 'media', APP_ENTRY)).toBe(false),
    ],
    ['6 web security on', () => expect(preferences().webSecurity).toBe(true)],
    ['7 a content policy', async () => expect(await policy()).toContain("script-src 'self'")],
    ['8 no insecure content', () => expect(preferences().allowRunningInsecureContent).toBe(false)],
    ['9 no experimental features', () => expect(preferences().experimentalFeatures).toBe(false)],
    ['10 no blink features', () => expect(preferences()).not.toHaveProperty('enableBlinkFeatures')],
    ['11 no webview, so no pop-ups of one', () => expect(preferences().webviewTag).toBe(false)],
    [
      '12 no webview is attached',
      () => {
        let kept = true
        theWindow().webContents.emit('will-attach-webview', { preventDefault: () => (kept = false) })
        expect(kept).toBe(false)
      },
    ],
    [
      '13 navigation limited',
      () => {
        let gone = true
        const url = 'https://evil.example/'
        theWindow().webContents.emit('will-navigate', { url, preventDefault: () => (gone = false) })
        expect(gone).toBe(false)
      },
    ],
    [
      '14 no new windows',
      () => expect(theWindow().webContents.openWindow({ url: APP_ENTRY })).toEqual({ action: 'deny' }),
    ],
    [
      '15 nothing untrusted is opened outside',
      () => {
        theWindow().webContents.openWindow({ url: 'file:///etc/passwd' })
        expect(fake.made.opened).toEqual([])
      },
    ],
    [
      '16 an exact, supported Electron',
      () => {
        const { devDependencies } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
        expect(devDependencies.electron).toMatch(/^4[5-9]\.\d+\.\d+$/)
      },
    ],
    [
      '17 senders checked on every channel',
      async () => {
        expect([...fake.made.channels.keys()].toSorted()).toEqual([REQUEST_CHANNEL, NEWS_CHANNEL, ORDER_CHANNEL])
        for (const hear of fake.made.channels.values()) {
          const answer = await hear({ sender: {}, senderFrame: null }, { kind: 'stop' })
          expect(answer).toMatchObject({ ok: false, refusal: { code: 'forbidden' } })
        }
      },
    ],
    ['18 an own scheme instead of file:', () => expect([...fake.made.schemes.keys()]).toEqual(['app'])],
    [
      '19 fuses',
      async () => {
        const { fuses } = await import('./packaging/flip-fuses.ts')
        expect(Object.keys(fuses).length).toBeGreaterThanOrEqual(8)
      },
    ],
    [
      '20 nothing of Electron reaches the page but one preload',
      () => expect(preferences().preload).toBe('/app/dist/electron/preload.cjs'),
    ],
  ]

  it('has twenty items', () => expect(items).toHaveLength(20))
  it.each(items)('%s', async (_item, check) => {
    await check()
  })

  it('the default menu with its developer tools is gone', () => expect(fake.made.applicationMenu).toBeNull())
  it('the console rings on when it is out of sight', () => expect(preferences().backgroundThrottling).toBe(false))
})

describe('the window', () => {
  it('closes into the tray, tells so once, and comes back', async () => {
    await start()
    theWindow().show()
    expect(theWindow().clickClose()).toBe(false)
    expect(theWindow().visible).toBe(false)
    expect(fake.made.notifications.map(({ options }) => options.title)).toEqual([texts.en.stillHere])
    fake.made.trays[0]?.emit('click')
    expect([theWindow().visible, theWindow().focused]).toEqual([true, true])
    theWindow().clickClose()
    expect(fake.made.notifications).toHaveLength(1)
    fake = makeFakeElectron()
    await start()
    theWindow().clickClose()
    expect(fake.made.notifications).toHaveLength(0)
  })

  it('really closes when the app quits', async () => {
    await start()
    fake.electron.app.quit()
    await expect.poll(() => fake.made.quits).toBe(1)
    expect(theWindow().clickClose()).toBe(true)
    expect(fake.made.questions).toEqual([])
  })

  it('comes to the front when Ringdesk is started a second time', async () => {
    await start()
    theWindow().minimized = true
    fake.made.app.emit('second-instance', {}, ['ringdesk', '--inspect'])
    expect([theWindow().minimized, theWindow().visible, theWindow().focused]).toEqual([false, true, true])
    expect(links()).toEqual([])
  })

  it('loads again after a crash, but not for ever', async () => {
    await start()
    const contents = theWindow().webContents
    for (let n = 0; n < 3; n += 1) contents.emit('render-process-gone', {}, { reason: 'crashed' })
    expect(contents.reloads).toBe(1)
    contents.emit('render-process-gone', {}, { reason: 'clean-exit' })
    await clock.advance(11_000)
    contents.emit('render-process-gone', {}, { reason: 'oom' })
    expect(contents.reloads).toBe(2)
    expect(logged).toHaveLength(4)
  })
})

describe('the window that is the telephone', () => {
  beforeEach(() => start())

  it('is caged as the console, with a preload of its own, and is never seen', () => {
    const { webPreferences: cage, ...options } = mediaWindow().options
    const { preload, ...rules } = theWindow().options.webPreferences ?? {}
    expect(preload).not.toBe(cage?.preload)
    expect(cage).toMatchObject({ ...rules, preload: '/app/dist/electron/media-preload.cjs' })
    expect(options).toMatchObject({ show: false, focusable: false, skipTaskbar: true })
    mediaWindow().emit('ready-to-show')
    expect(mediaWindow().visible).toBe(false)
    expect(mediaWindow().loaded).toEqual([MEDIA_ENTRY])
  })

  it('sounds without a click, for nobody can click there, and out of sight', () =>
    expect(mediaWindow().options.webPreferences).toMatchObject({
      ...{ autoplayPolicy: 'no-user-gesture-required', backgroundThrottling: false },
    }))

  it('goes to no page, not even to the console, and opens none', () => {
    for (const event of ['will-navigate', 'will-frame-navigate']) {
      let gone = true
      mediaWindow().webContents.emit(event, { url: APP_ENTRY, preventDefault: () => (gone = false) })
      expect(gone).toBe(false)
    }
    expect(mediaWindow().webContents.openWindow({ url: APP_ENTRY })).toEqual({ action: 'deny' })
  })

  it('alone may open the microphone', () => {
    const asked = (contents: unknown) => {
      let granted = true
      const details = { requestingUrl: MEDIA_ENTRY, mediaTypes: ['audio'] }
      fake.made.permissions.request(contents, 'media', (answer) => (granted = answer), details)
      return granted
    }
    expect(asked(mediaWindow().webContents)).toBe(true)
    expect(asked(theWindow().webContents)).toBe(false)
    expect(asked(null)).toBe(false)
    mediaWindow().webContents.destroyed = true
    expect(asked(mediaWindow().webContents)).toBe(false)
  })

  it('reaches nothing of the desk', async () => {
    const { webContents } = mediaWindow()
    const event = { sender: webContents, senderFrame: { ...webContents.mainFrame, url: MEDIA_ENTRY } }
    const answer = await fake.made.channels.get(REQUEST_CHANNEL)?.(event, { kind: 'snapshot' })
    expect(answer).toMatchObject({ refusal: { code: 'forbidden' } })
  })

  it('is nobody’s telephone while nobody is signed in', () =>
    expect(mediaWindow().webContents.sent).toEqual([{ channel: ORDER_CHANNEL, message: { kind: 'stop' } }]))

  it('is loaded again after a crash, while the console stays', () => {
    mediaWindow().webContents.emit('render-process-gone', {}, { reason: 'crashed' })
    expect([mediaWindow().webContents.reloads, theWindow().webContents.reloads]).toEqual([1, 0])
    expect(logged).toEqual(['the media window crashed'])
  })
})

describe('an opened number link', () => {
  it('waits while nobody is signed in, and dials nothing', async () => {
    await start({ argv: ['ringdesk', 'tel:+31201234567'] })
    fake.made.app.emit('open-url', { preventDefault: () => {} }, 'sip:+31207654321')
    expect(await ask({ kind: 'snapshot' })).toMatchObject({ ok: false, refusal: { code: 'not_signed_in' } })
    expect(theWindow().webContents.sent).toEqual([])
  })
})

describe('the shell tells the console', () => {
  it('what it is; without a central there are no demo log-ins', async () => {
    await start()
    const info = { kind: 'desktop', version: '0.1.0', globalKeys: true, storage: 'this_computer', demoLogins: [] }
    expect(await ask({ kind: 'shell' })).toEqual(info)
  })
})

describe('quitting in a call', () => {
  it.each([
    [0, false],
    [1, true],
  ])('button %i of the question: %s', async (button, leaves) => {
    fake.made.answerQuestion = button
    expect(await mayQuit(fake.electron.dialog, true, texts['zh-CN'])).toBe(leaves)
    expect(fake.made.questions).toMatchObject([{ defaultId: 0, cancelId: 0, message: texts['zh-CN'].quitInCallTitle }])
  })

  it('is not asked without a call', async () => {
    expect(await mayQuit(fake.electron.dialog, false, texts.en)).toBe(true)
    expect(fake.made.questions).toEqual([])
  })
})

describe('global keys', () => {
  it('are taken only while wanted, act, and say which are held by others', () => {
    const acted: string[] = []
    const refused: string[][] = []
    fake.made.takenKeys.add(GLOBAL_KEYS.end)
    const keys = makeGlobalKeys(
      fake.electron.globalShortcut,
      (action) => acted.push(action),
      (held) => refused.push(held),
    )
    keys(false)
    expect(fake.made.keys.size).toBe(0)
    keys(true)
    keys(true)
    fake.made.keys.get(GLOBAL_KEYS.answer)?.()
    fake.made.keys.get(GLOBAL_KEYS['toggle-mute'])?.()
    expect(acted).toEqual(['answer', 'toggle-mute'])
    expect(refused).toEqual([[GLOBAL_KEYS.end]])
    keys(false)
    expect(fake.made.keys.size).toBe(0)
  })
})

describe('the machine', () => {
  it('is kept awake exactly while somebody is signed in', () => {
    const awake = keepAwake(fake.electron.powerSaveBlocker)
    awake(true)
    awake(true)
    expect(fake.made.blockers.size).toBe(1)
    awake(false)
    awake(false)
    expect(fake.made.blockers.size).toBe(0)
  })
})
