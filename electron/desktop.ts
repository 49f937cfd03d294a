import { join } from 'node:path'
import { createDemoLogIns } from '#main/demo-log-ins.ts'
import { openDesk } from '#main/desk.ts'
import { fetchSound } from '#main/fetch-sound.ts'
import type { Log } from '#main/log.ts'
import { signIn, signOut } from '#main/sign-in.ts'
import type { Clock } from '#shared/domain/clock.ts'
import type { Random } from '#shared/domain/random.ts'
import type { DeskNotice } from '#shared/protocol/desk-port.ts'
import { setAppMenu } from './app-menu.ts'
import { APP_ENTRY, MEDIA_ENTRY } from './app-origin.ts'
import { serveConsoleFiles } from './console-files.ts'
import { hostDesk } from './desk-host.ts'
import type { DeskView } from './desk-view.ts'
import type { DesktopSettings } from './desktop-settings.ts'
import type { ConsoleWindow, ElectronPort } from './electron-port.ts'
import { makeGlobalKeys } from './global-keys.ts'
import { hideToTray } from './hide-to-tray.ts'
import { answerConsole, tellConsole } from './ipc.ts'
import { makeSessionKeeper } from './kept-session.ts'
import { relayMedia } from './media-relay.ts'
import { openMediaWindow } from './media-window.ts'
import { confineNavigation, confinePermissions } from './navigation.ts'
import { findNumberLink } from './number-links.ts'
import { keepPendingLink } from './pending-link.ts'
import { keepAwake } from './power.ts'
import { mayQuit } from './quit-guard.ts'
import { notifyRings } from './ring-notification.ts'
import { openSealedFiles } from './sealed-files.ts'
import { chooseLanguage } from './shell-preferences.ts'
import { makeStoreKeys } from './store-keys.ts'
import { texts } from './texts.ts'
import { dressTray } from './tray.ts'
import { fillWindow, openWindow, raiseWindow } from './window.ts'

export interface DesktopOptions {
  electron: ElectronPort
  settings: DesktopSettings
  dataDir: string
  /** the built shell: `preload.cjs` and the icons lie in it */
  appDir: string
  /** the built console */
  consoleDir: string
  /** the built media window */
  mediaDir: string
  argv: readonly string[]
  platform: string
  clock: Clock
  random: Random
  log: Log
}

/** Composition root of the desktop app: one window that is seen and one that is the telephone, one desk, and what only a desktop can do around them. */
export async function startDesktop(options: DesktopOptions): Promise<void> {
  const { electron, settings, dataDir, appDir, platform, clock, random, log } = options
  const { app } = electron
  const { centralUrl } = settings

  let media: ConsoleWindow | null = null
  const mediaContents = () => (media === null || media.isDestroyed() ? null : media.webContents)
  confinePermissions(electron.session, (asking) => asking !== null && asking === mediaContents())
  app.on('web-contents-created', (_event, contents) => confineNavigation(contents, electron.shell))
  setAppMenu(electron.Menu, platform)
  const sealed = await openSealedFiles(electron.safeStorage, platform, join(dataDir, 'sealed'))
  const sessions = makeSessionKeeper(sealed, log)
  const pages = { folder: options.consoleDir, mediaFolder: options.mediaDir, phoneOrigins: settings.phoneOrigins }
  serveConsoleFiles(electron.protocol, pages, async (recordingId, range) => {
    const session = await sessions.read()
    return fetchSound(centralUrl, { recordingId, range, token: session?.token ?? null })
  })
  const storeKeys = makeStoreKeys(sealed)

  let shown: DeskView | null = null
  let leaving: 'no' | 'asking' | 'yes' = 'no'
  const words = () => texts[chooseLanguage(shown?.preferences.language ?? null, app.getLocale())]
  const window = openWindow(electron.BrowserWindow, {
    preload: join(appDir, 'preload.cjs'),
    icon: join(appDir, 'icon.png'),
  })
  media = openMediaWindow(electron.BrowserWindow, join(appDir, 'media-preload.cjs'))
  const contents = () => (window.isDestroyed() ? null : window.webContents)
  const telephone = relayMedia(electron.ipcMain, { console: contents, media: mediaContents })
  const tell = (notice: DeskNotice) => tellConsole(contents(), notice)
  const raise = () => raiseWindow(window)

  const awake = keepAwake(electron.powerSaveBlocker)
  const globalKeys = makeGlobalKeys(
    electron.globalShortcut,
    (action) => tell({ kind: 'shell', action, detail: null }),
    (keys) => log.warn({ keys }, 'another program holds these global keys'),
  )
  const trayIcon = join(appDir, platform === 'darwin' ? 'trayTemplate.png' : 'tray.png')
  const dress = dressTray(new electron.Tray(trayIcon), electron.Menu, { open: raise, quit: () => app.quit() })
  const ring = notifyRings(electron.Notification, { isInFront: () => window.isFocused(), raise })
  const link = keepPendingLink((number) => tell({ kind: 'number-link', number }))

  function show(view: DeskView | null): void {
    shown = view
    awake(view !== null)
    globalKeys(view?.preferences.globalKeys === true)
    dress(view, words())
    ring(view, words())
    if (view !== null) return
    link.setListening(false)
    // nobody's any more, also when the console did not live to say so
    telephone.order({ kind: 'stop' })
  }

  const demoLogIns = createDemoLogIns(centralUrl, clock)
  const host = hostDesk({
    info: async () => ({
      kind: 'desktop',
      version: app.getVersion(),
      globalKeys: true,
      storage: 'this_computer',
      demoLogins: await demoLogIns(),
    }),
    sessions,
    signIn: (credentials) => signIn(centralUrl, credentials),
    endSession: (token) => signOut(centralUrl, token),
    openDesk: ({ token, user }, takeOver, onRevoked) =>
      openDesk({ dataDir, storeKeys, centralUrl, token, user, clock, random, log, takeOver, onRevoked }),
    onNotice: tell,
    onView: show,
    log,
  })
  answerConsole(electron.ipcMain, contents, async (request) => {
    const answer = await host.answer(request)
    if (request.kind === 'snapshot') link.setListening(shown !== null)
    return answer
  })

  const bring = (args: readonly string[]) => {
    const number = findNumberLink(args, settings.defaultRegion)
    if (number !== null) link.bring(number)
  }
  window.webContents.on('did-start-loading', () => link.setListening(false))
  app.on('activate', raise)
  app.on('second-instance', (_event, args) => {
    raise()
    bring(args)
  })
  app.on('open-url', (event, address) => {
    event.preventDefault()
    raise()
    bring([address])
  })

  hideToTray(window, electron.Notification, { dataDir, texts: words, isQuitting: () => leaving === 'yes' })
  app.on('before-quit', (event) => {
    if (leaving === 'yes') return
    event.preventDefault()
    if (leaving === 'asking') return
    leaving = 'asking'
    leave().catch((error: unknown) => {
      log.error({ err: error }, 'leaving failed')
      leaving = 'yes'
      app.quit()
    })
  })
  async function leave(): Promise<void> {
    const inCall = (shown?.projection.calls.length ?? 0) > 0
    if (!(await mayQuit(electron.dialog, inCall, words()))) {
      leaving = 'no'
      return
    }
    leaving = 'yes'
    globalKeys(false)
    await host.stop()
    app.quit()
  }

  show(null)
  bring(options.argv)
  const started = host.start()
  const fill = (which: ConsoleWindow, address: string, what: string) =>
    fillWindow(which, address, {
      now: clock.now,
      tellCrash: (reason) => log.error({ reason }, `the ${what} crashed`),
      tellFailure: (error) => log.error({ err: error }, `the ${what} did not load`),
    })
  fill(media, MEDIA_ENTRY, 'media window')
  fill(window, APP_ENTRY, 'console')
  await started
}
