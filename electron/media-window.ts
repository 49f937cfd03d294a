import type { ConsoleWindow, ElectronPort, Preventable } from './electron-port.ts'
import { cagePage } from './window.ts'

/**
 * The window that is the telephone. Never shown: nobody can click in it, so its sound waits for no click. It lives as
 * long as the app, goes to no other page and knows nothing of the desk.
 */
export function openMediaWindow(Window: ElectronPort['BrowserWindow'], preload: string): ConsoleWindow {
  const window = new Window({
    title: 'Ringdesk',
    width: 200,
    height: 200,
    show: false,
    skipTaskbar: true,
    focusable: false,
    webPreferences: { ...cagePage(preload), autoplayPolicy: 'no-user-gesture-required' },
  })
  const stay = (event: Preventable) => event.preventDefault()
  window.webContents.on('will-navigate', stay)
  window.webContents.on('will-frame-navigate', stay)
  return window
}
