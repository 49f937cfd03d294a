import type * as Electron from 'electron'

/** Electron as this shell uses it, handed in so that everything but `main.ts` and `preload.ts` runs in plain Node. */
export interface ElectronPort {
  app: Pick<Electron.App, 'on' | 'quit' | 'getVersion' | 'getLocale'>
  BrowserWindow: new (options: Electron.BrowserWindowConstructorOptions) => Electron.BrowserWindow
  dialog: Pick<Electron.Dialog, 'showMessageBox'>
  globalShortcut: Pick<Electron.GlobalShortcut, 'register' | 'unregisterAll'>
  ipcMain: Pick<Electron.IpcMain, 'handle'>
  Menu: Pick<typeof Electron.Menu, 'buildFromTemplate'>
  Notification: new (
    options: Electron.NotificationConstructorOptions,
  ) => Pick<Electron.Notification, 'on' | 'show' | 'close'>
  powerSaveBlocker: Pick<Electron.PowerSaveBlocker, 'start' | 'stop'>
  protocol: Pick<Electron.Protocol, 'handle'>
  safeStorage: Pick<Electron.SafeStorage, 'isEncryptionAvailable' | 'encryptString' | 'decryptString'> &
    Partial<Pick<Electron.SafeStorage, 'getSelectedStorageBackend'>>
  session: Pick<
    Electron.Session,
    'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
  >
  shell: Pick<Electron.Shell, 'openExternal'>
  Tray: new (icon: string) => Pick<Electron.Tray, 'setToolTip' | 'setContextMenu' | 'on'>
}
