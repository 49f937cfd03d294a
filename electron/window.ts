import type { BrowserWindow, BrowserWindowConstructorOptions, WebPreferences } from 'electron'
import { APP_ENTRY } from './app-origin.ts'

/** The console's cage. Each line is a rule of Electron's security checklist; a test reads them back. */
export function consolePreferences(preload: string): WebPreferences {
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
    // a minimised console must go on ringing and counting
    backgroundThrottling: false,
  }
}

type WindowMaker = new (options: BrowserWindowConstructorOptions) => BrowserWindow

/** The one window. Shown when it has something to show, so that nobody sees an empty frame. */
export function openWindow(Window: WindowMaker, files: { preload: string; icon: string }): BrowserWindow {
  const window = new Window({
    title: 'Ringdesk',
    icon: files.icon,
    width: 1440,
    height: 900,
    minWidth: 720,
    minHeight: 560,
    show: false,
    autoHideMenuBar: true,
    webPreferences: consolePreferences(files.preload),
  })
  window.once('ready-to-show', () => window.show())
  void window.loadURL(APP_ENTRY)
  return window
}

/** Brings the window to the front, from wherever it is. */
export function raiseWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  if (!window.isVisible()) window.show()
  window.focus()
}
