import { join } from 'node:path'
import {
  app,
  BrowserWindow,
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  Notification,
  powerSaveBlocker,
  protocol,
  safeStorage,
  session,
  shell,
  Tray,
} from 'electron'
import { wallClock } from '#main/clock.ts'
import { secureRandom } from '#main/random.ts'
import { declareAppScheme } from './console-files.ts'
import { startDesktop } from './desktop.ts'
import { openDesktopLog } from './desktop-log.ts'
import { readDesktopSettings } from './desktop-settings.ts'
import { NUMBER_SCHEMES } from './number-links.ts'

/** Also in the packaging: Windows ties notifications and the task bar to it. */
const APP_ID = 'app.ringdesk.desktop'

/** The desktop app's entry: hands Electron's parts to `startDesktop` and decides nothing itself. */
const settings = readDesktopSettings(process.env)

if (!settings.ok) giveUp(settings.sentence)
else if (app.requestSingleInstanceLock()) {
  declareAppScheme(protocol)
  app.enableSandbox()
  app.setAppUserModelId(APP_ID)
  // from a source folder the system would learn to open links with a bare Electron
  if (app.isPackaged) for (const scheme of NUMBER_SCHEMES) app.setAsDefaultProtocolClient(scheme)
  const dataDir = app.getPath('userData')
  const log = openDesktopLog(dataDir, wallClock.now)
  app
    .whenReady()
    .then(() =>
      startDesktop({
        electron: {
          app,
          BrowserWindow,
          dialog,
          globalShortcut,
          ipcMain,
          Menu,
          Notification,
          powerSaveBlocker,
          protocol,
          safeStorage,
          session: session.defaultSession,
          shell,
          Tray,
        },
        settings: settings.value,
        dataDir,
        appDir: import.meta.dirname,
        consoleDir: join(import.meta.dirname, '../renderer'),
        mediaDir: join(import.meta.dirname, '../media'),
        argv: process.argv.slice(1),
        platform: process.platform,
        clock: wallClock,
        random: secureRandom,
        log,
      }),
    )
    .catch((error: unknown) => {
      log.error({ err: error }, 'the app did not start')
      giveUp(`Ringdesk could not start (${error instanceof Error ? error.message : String(error)}).`)
    })
} else {
  // another Ringdesk runs for this person: it got our arguments and comes to the front
  app.quit()
}

function giveUp(sentence: string): void {
  dialog.showErrorBox('Ringdesk', sentence)
  app.exit(2)
}
