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
import { declareAppScheme } from './console-files.ts'
import { startDesktop } from './desktop.ts'
import { readDesktopSettings } from './desktop-settings.ts'
import { NUMBER_SCHEMES } from './number-links.ts'

/** The desktop app's entry: hands Electron's parts to `startDesktop` and decides nothing itself. */
const settings = readDesktopSettings(process.env)

if (!settings.ok) {
  dialog.showErrorBox('Ringdesk', settings.sentence)
  app.exit(2)
} else if (app.requestSingleInstanceLock()) {
  declareAppScheme(protocol)
  app.enableSandbox()
  for (const scheme of NUMBER_SCHEMES) app.setAsDefaultProtocolClient(scheme)
  void app.whenReady().then(() =>
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
      dataDir: app.getPath('userData'),
      distDir: join(import.meta.dirname, '..'),
      argv: process.argv.slice(1),
      platform: process.platform,
    }),
  )
} else {
  // another Ringdesk runs for this person: it got our arguments and comes to the front
  app.quit()
}
