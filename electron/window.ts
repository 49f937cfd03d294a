import type { WebPreferences } from 'electron'
import type { ConsoleWindow, ElectronPort } from './electron-port.ts'

/** A page's cage. Each line is a rule of Electron's security checklist; a test reads them back. */
export function cagePage(preload: string): WebPreferences {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: true,
    // a minimised console must go on ringing and counting, a hidden telephone talking
    backgroundThrottling: false,
  }
}

/** The one window that is seen. Shown when it has something to show, so that nobody sees an empty frame. */
export function openWindow(
  Window: ElectronPort['BrowserWindow'],
  files: { preload: string; icon: string },
): ConsoleWindow {
  const window = new Window({
    title: 'Ringdesk',
    icon: files.icon,
    width: 1440,
    height: 900,
    minWidth: 720,
    minHeight: 560,
    show: false,
    autoHideMenuBar: true,
    webPreferences: cagePage(files.preload),
  })
  window.once('ready-to-show', () => window.show())
  return window
}

/** Fills the window, and fills it again when its page crashed: what was typed lies with the desk, not in the page. */
export function fillWindow(
  window: ConsoleWindow,
  address: string,
  tools: { now(): number; tellCrash(reason: string): void; tellFailure(error: unknown): void },
): void {
  let crashedAt = Number.NEGATIVE_INFINITY
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    tools.tellCrash(reason)
    // a page that dies while it loads would otherwise be loaded for ever
    const isFirst = tools.now() - crashedAt > 10_000
    crashedAt = tools.now()
    if (isFirst) window.webContents.reload()
  })
  window.loadURL(address).catch(tools.tellFailure)
}

/** Brings the window to the front, from wherever it is. */
export function raiseWindow(window: ConsoleWindow): void {
  if (window.isMinimized()) window.restore()
  if (!window.isVisible()) window.show()
  window.focus()
}
