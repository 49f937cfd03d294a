import { join } from 'node:path'
import { wallClock } from '#main/clock.ts'
import { openDesk } from '#main/desk.ts'
import type { Log } from '#main/log.ts'
import { secureRandom } from '#main/random.ts'
import { signIn } from '#main/sign-in.ts'
import type { DeskNotice } from '#shared/protocol/desk-port.ts'
import { serveConsoleFiles } from './console-files.ts'
import { hostDesk } from './desk-host.ts'
import type { DesktopSettings } from './desktop-settings.ts'
import type { ElectronPort } from './electron-port.ts'
import { GlobalKeysPreference, makeGlobalKeys } from './global-keys.ts'
import { answerConsole, tellConsole } from './ipc.ts'
import { makeSessionKeeper } from './kept-session.ts'
import { chooseLanguage } from './language.ts'
import { confineNavigation, confinePermissions } from './navigation.ts'
import { findNumberLink } from './number-links.ts'
import { keepAwake } from './power.ts'
import { mayQuit } from './quit-guard.ts'
import { notifyRings } from './ring-notification.ts'
import { openSealedFiles } from './sealed-files.ts'
import { makeStoreKeys } from './store-keys.ts'
import { texts as textsOf } from './texts.ts'
import { dressTray } from './tray.ts'
import { openWindow, raiseWindow } from './window.ts'

export interface DesktopOptions {
  electron: ElectronPort
  settings: DesktopSettings
  dataDir: string
  /** the built app: `renderer/`, `electron/preload.cjs` and `icon.png` lie in it */
  distDir: string
  argv: readonly string[]
  platform: string
  log?: Log
}

/** Composition root of the desktop app: one window, one desk, and what only a desktop can do around them. */
export async function startDesktop(options: DesktopOptions): Promise<void> {
  const { electron, settings, dataDir, distDir } = options
  const log = options.log ?? consoleLog
  const icon = join(distDir, 'icon.png')
  const sealed = openSealedFiles(electron.safeStorage, options.platform, join(dataDir, 'sealed'))
  const storeKeys = makeStoreKeys(sealed)
  const language = { of: (preferences: unknown) => textsOf[chooseLanguage(preferences, electron.app.getLocale())] }
  let words = language.of({})
  let signedInAs: string | null = null
  let quitting = false

  confinePermissions(electron.session)
  serveConsoleFiles(electron.protocol, join(distDir, 'renderer'))
  const window = openWindow(electron.BrowserWindow, { preload: join(distDir, 'electron', 'preload.cjs'), icon })
  confineNavigation(window.webContents, electron.shell)
  const raise = () => raiseWindow(window)
  const tell = (notice: DeskNotice) => tellConsole(window.isDestroyed() ? null : window.webContents, notice)

  const awake = keepAwake(electron.powerSaveBlocker)
  const globalKeys = makeGlobalKeys(electron.globalShortcut, (action) => tell({ kind: 'shell', action, detail: null }))
  const dress = dressTray(new electron.Tray(icon), electron.Menu, { open: raise, quit: () => electron.app.quit() })
  const ring = notifyRings(electron.Notification, { texts: () => words, isInFront: () => window.isFocused(), raise })

  const follow = (preferences: unknown, signedInAs: string | null) => {
    words = language.of(preferences)
    dress(words, signedInAs)
    const wanted = GlobalKeysPreference.safeParse(preferences)
    const refused = globalKeys(signedInAs !== null && wanted.success && wanted.data.globalKeys === true)
    if (refused.length > 0) log.warn({ keys: refused }, 'another program holds these global keys')
  }

  const host = hostDesk({
    info: {
      kind: 'desktop',
      version: electron.app.getVersion(),
      globalKeys: true,
      storage: 'this_computer',
      demoLogins: [],
    },
    sessions: makeSessionKeeper(sealed),
    signIn: (credentials) => signIn(settings.centralUrl, credentials),
    openDesk: (session, takeOver) =>
      openDesk({
        dataDir,
        storeKeys,
        centralUrl: settings.centralUrl,
        token: session.token,
        user: session.user,
        clock: wallClock,
        random: secureRandom,
        log,
        takeOver,
      }),
    onNotice(notice) {
      tell(notice)
      ring(notice)
      if (notice.kind === 'preferences') follow(notice.preferences, signedInAs)
    },
    onUser(desk) {
      awake(desk !== null)
      signedInAs = desk?.user.name ?? null
      follow({}, signedInAs)
      desk?.snapshot().then(
        (snapshot) => follow(snapshot.preferences, desk.user.name),
        (error: unknown) => log.error({ err: error }, 'reading the preferences failed'),
      )
    },
  })
  answerConsole(electron.ipcMain, () => (window.isDestroyed() ? null : window.webContents), host.answer)
  const showLink = (args: readonly string[]) => {
    const number = findNumberLink(args, settings.defaultRegion)
    if (number !== null) tell({ kind: 'number-link', number })
  }
  electron.app.on('second-instance', (_event, args) => {
    raise()
    showLink(args)
  })
  electron.app.on('open-url', (event, link) => {
    event.preventDefault()
    raise()
    showLink([link])
  })
  window.webContents.once('did-finish-load', () => showLink(options.argv))

  window.on('close', (event) => {
    // closing the window leaves the desk at work in the tray; quitting is asked for by name
    if (quitting) return
    event.preventDefault()
    window.hide()
  })
  electron.app.on('before-quit', (event) => {
    if (quitting) return
    event.preventDefault()
    void leave()
  })
  async function leave(): Promise<void> {
    if (!(await mayQuit(electron.dialog, await host.isInCall(), words))) return
    quitting = true
    globalKeys(false)
    await host.stop()
    electron.app.quit()
  }

  dress(words, null)
  await host.start()
}

/** One JSON line per message, as the other processes log. */
const consoleLog: Log = {
  info: () => {},
  warn: (detail, message) => console.warn(JSON.stringify({ level: 'warn', message, ...detail })),
  error: (detail, message) => console.error(JSON.stringify({ level: 'error', message, err: String(detail.err ?? '') })),
}
