import type { MenuPort } from './electron-port.ts'

/**
 * Electron's default menu would bring reload and developer tools to every agent. macOS needs a menu for copy and
 * paste to have keys; elsewhere there is none, so that Alt belongs to the console.
 */
export function setAppMenu(menus: MenuPort, platform: string): void {
  const menu =
    platform === 'darwin'
      ? menus.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }])
      : null
  menus.setApplicationMenu(menu)
}
