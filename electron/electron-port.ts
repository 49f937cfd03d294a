import type {
  BrowserWindowConstructorOptions,
  CustomScheme,
  MenuItemConstructorOptions,
  MessageBoxOptions,
  NotificationConstructorOptions,
} from 'electron'

/**
 * Electron as this shell uses it, handed in so that everything but `main.ts` and `preload.ts` runs in plain Node.
 * Said in our own words because Electron's types name whole objects; the real one fits without a cast.
 */
export interface ElectronPort {
  app: AppPort
  BrowserWindow: new (options: BrowserWindowConstructorOptions) => ConsoleWindow
  dialog: { showMessageBox(options: MessageBoxOptions): Promise<{ response: number }> }
  globalShortcut: { register(keys: string, act: () => void): boolean; unregisterAll(): void }
  ipcMain: IpcPort
  Menu: MenuPort
  Notification: NotificationMaker
  powerSaveBlocker: { start(kind: 'prevent-app-suspension'): number; stop(id: number): unknown }
  protocol: ProtocolPort
  safeStorage: KeyringPort
  session: SessionPort
  shell: ExternalPort
  Tray: new (icon: string) => TrayPort
}

export interface Preventable {
  preventDefault(): void
}

interface AppPort {
  on(event: 'activate', listener: () => void): unknown
  on(event: 'before-quit', listener: (event: Preventable) => void): unknown
  on(event: 'open-url', listener: (event: Preventable, link: string) => void): unknown
  on(event: 'second-instance', listener: (event: unknown, args: string[]) => void): unknown
  on(event: 'web-contents-created', listener: (event: unknown, contents: ConfinedContents) => void): unknown
  quit(): void
  getVersion(): string
  getLocale(): string
}

/** Any page in the app, ours or not: what keeps it where it is. */
export interface ConfinedContents {
  on(event: 'will-navigate', listener: (event: Preventable & { url: string }) => void): unknown
  on(event: 'will-redirect', listener: (event: Preventable & { url: string }) => void): unknown
  on(event: 'will-frame-navigate', listener: (event: Preventable & { url: string }) => void): unknown
  on(event: 'will-attach-webview', listener: (event: Preventable) => void): unknown
  setWindowOpenHandler(handler: (details: { url: string }) => { action: 'deny' }): void
}

export interface Frame {
  readonly url: string
  readonly parent: unknown
  readonly frameTreeNodeId: number
}

export interface ConsoleContents {
  readonly mainFrame: Frame
  isDestroyed(): boolean
  reload(): void
  send(channel: string, message: unknown): void
  on(event: 'did-start-loading', listener: () => void): unknown
  on(event: 'will-navigate' | 'will-frame-navigate', listener: (event: Preventable) => void): unknown
  on(event: 'render-process-gone', listener: (event: unknown, details: { reason: string }) => void): unknown
}

export interface ConsoleWindow {
  readonly webContents: ConsoleContents
  loadURL(address: string): Promise<void>
  on(event: 'close', listener: (event: Preventable) => void): unknown
  once(event: 'ready-to-show', listener: () => void): unknown
  show(): void
  hide(): void
  focus(): void
  restore(): void
  isDestroyed(): boolean
  isFocused(): boolean
  isMinimized(): boolean
  isVisible(): boolean
}

export interface IpcEvent {
  readonly sender: object
  /** null when the frame is gone; reading a frame that goes meanwhile throws */
  readonly senderFrame: Frame | null
}

export interface IpcPort {
  handle(channel: string, listener: (event: IpcEvent, message: unknown) => Promise<unknown>): void
}

export interface MenuPort {
  buildFromTemplate(template: MenuItemConstructorOptions[]): Electron.Menu
  setApplicationMenu(menu: Electron.Menu | null): void
}

export interface ShownNotification {
  on(event: 'click', listener: () => void): unknown
  show(): void
  close(): void
}
export type NotificationMaker = new (options: NotificationConstructorOptions) => ShownNotification

export interface ProtocolPort {
  handle(scheme: string, answer: (request: { url: string; headers: Headers }) => Promise<Response>): void
}
export interface SchemePort {
  registerSchemesAsPrivileged(schemes: CustomScheme[]): void
}

export interface KeyringPort {
  isAsyncEncryptionAvailable(): Promise<boolean>
  encryptStringAsync(secret: string): Promise<Buffer>
  decryptStringAsync(sealed: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }>
  /** on Linux only */
  getSelectedStorageBackend?(): string
}

export type SelectHidDevice = (
  event: Preventable,
  details: {
    deviceList: readonly { deviceId: string; collections: readonly { usagePage: number }[] }[]
    frame: { url: string } | null
  },
  choose: (deviceId?: string | null) => void,
) => void

export interface SessionPort {
  setPermissionRequestHandler(
    handler: (
      contents: unknown,
      permission: string,
      decide: (granted: boolean) => void,
      details: { requestingUrl: string; mediaTypes?: readonly string[] },
    ) => void,
  ): void
  setPermissionCheckHandler(
    handler: (contents: unknown, permission: string, origin: string, details?: { mediaType?: string }) => boolean,
  ): void
  setDevicePermissionHandler(
    handler: (details: { deviceType: string; origin: string; device: object }) => boolean,
  ): void
  on(event: 'select-hid-device', listener: SelectHidDevice): unknown
}

export interface ExternalPort {
  openExternal(address: string): Promise<void>
}

export interface TrayPort {
  setToolTip(text: string): void
  setContextMenu(menu: Electron.Menu): void
  on(event: 'click', listener: () => void): unknown
}
