import { EventEmitter } from 'node:events'
import type {
  BrowserWindowConstructorOptions,
  MenuItemConstructorOptions,
  MessageBoxOptions,
  NotificationConstructorOptions,
} from 'electron'
import { APP_ENTRY } from '#electron/app-origin.ts'
import type {
  ElectronPort,
  Frame,
  IpcEvent,
  KeyringPort,
  SelectHidDevice,
  SessionPort,
} from '#electron/electron-port.ts'

/** A page in a window: remembers what it was sent and lets a test be Electron. */
export class FakeContents extends EventEmitter {
  mainFrame: Frame = { url: APP_ENTRY, parent: null, frameTreeNodeId: 1 }
  destroyed = false
  reloads = 0
  sent: { channel: string; message: unknown }[] = []
  openWindow: (details: { url: string }) => { action: string } = () => ({ action: 'allow' })
  isDestroyed() {
    return this.destroyed
  }
  reload() {
    this.reloads += 1
  }
  send(channel: string, message: unknown) {
    this.sent.push({ channel, message })
  }
  setWindowOpenHandler(handler: (details: { url: string }) => { action: 'deny' }) {
    this.openWindow = handler
  }
}

class FakeWindow extends EventEmitter {
  webContents = new FakeContents()
  options: BrowserWindowConstructorOptions
  loaded: string[] = []
  visible = false
  focused = false
  minimized = false
  constructor(options: BrowserWindowConstructorOptions) {
    super()
    this.options = options
  }
  async loadURL(address: string) {
    this.loaded.push(address)
  }
  show() {
    this.visible = true
  }
  hide() {
    this.visible = false
    this.focused = false
  }
  focus() {
    this.focused = true
  }
  restore() {
    this.minimized = false
  }
  isDestroyed() {
    return this.webContents.destroyed
  }
  isFocused() {
    return this.focused
  }
  isMinimized() {
    return this.minimized
  }
  isVisible() {
    return this.visible
  }
  /** the person clicks the close button; tells whether the window would really close */
  clickClose(): boolean {
    let closes = true
    this.emit('close', { preventDefault: () => (closes = false) })
    return closes
  }
}

class FakeNotification extends EventEmitter {
  options: NotificationConstructorOptions
  state: 'made' | 'shown' | 'closed' = 'made'
  constructor(options: NotificationConstructorOptions) {
    super()
    this.options = options
  }
  show() {
    this.state = 'shown'
  }
  close() {
    this.state = 'closed'
  }
}

class FakeTray extends EventEmitter {
  icon: string
  toolTip = ''
  menus = 0
  constructor(icon: string) {
    super()
    this.icon = icon
  }
  setToolTip(text: string) {
    this.toolTip = text
  }
  setContextMenu() {
    this.menus += 1
  }
}

/** A keyring that seals with the given word; another word cannot open it. */
export function makeFakeKeyring(
  word: string,
  more: { backend?: string; available?: boolean; rotated?: boolean } = {},
): KeyringPort & { sealed: number } {
  const flip = (bytes: Buffer) => Buffer.from(bytes.map((byte, at) => byte ^ (word.charCodeAt(at % word.length) + at)))
  return {
    sealed: 0,
    isAsyncEncryptionAvailable: async () => more.available ?? true,
    async encryptStringAsync(secret) {
      this.sealed += 1
      return flip(Buffer.from(`${word}:${secret}`))
    },
    async decryptStringAsync(sealed) {
      const text = flip(sealed).toString()
      if (!text.startsWith(`${word}:`)) throw new Error('Error while decrypting the ciphertext')
      return { result: text.slice(word.length + 1), shouldReEncrypt: more.rotated ?? false }
    },
    getSelectedStorageBackend: () => more.backend ?? 'gnome_libsecret',
  }
}

type Made = {
  app: EventEmitter
  windows: FakeWindow[]
  trays: FakeTray[]
  notifications: FakeNotification[]
  menus: MenuItemConstructorOptions[][]
  applicationMenu: unknown
  quits: number
  opened: string[]
  questions: MessageBoxOptions[]
  answerQuestion: number
  keys: Map<string, () => void>
  takenKeys: Set<string>
  blockers: Set<number>
  channels: Map<string, (event: IpcEvent, message: unknown) => Promise<unknown>>
  schemes: Map<string, (request: { url: string; headers: Headers }) => Promise<Response>>
  permissions: {
    request: Parameters<SessionPort['setPermissionRequestHandler']>[0]
    check: Parameters<SessionPort['setPermissionCheckHandler']>[0]
    device: Parameters<SessionPort['setDevicePermissionHandler']>[0]
    chooseHid: SelectHidDevice | null
  }
}

/** Electron in memory: what the shell made and did is in `made`, and a test pulls its levers there. */
export function makeFakeElectron(keyring: KeyringPort = makeFakeKeyring('word')): {
  electron: ElectronPort
  made: Made
} {
  const made: Made = {
    app: new EventEmitter(),
    windows: [],
    trays: [],
    notifications: [],
    menus: [],
    applicationMenu: 'the default one',
    quits: 0,
    opened: [],
    questions: [],
    answerQuestion: 0,
    keys: new Map(),
    takenKeys: new Set(),
    blockers: new Set(),
    channels: new Map(),
    schemes: new Map(),
    permissions: {
      request: (_contents, _permission, decide) => decide(true),
      check: () => true,
      device: () => true,
      chooseHid: null,
    },
  }
  const electron: ElectronPort = {
    app: Object.assign(made.app, {
      getVersion: () => '0.1.0',
      getLocale: () => 'en-GB',
      quit() {
        made.quits += 1
        made.app.emit('before-quit', { preventDefault: () => (made.quits -= 1) })
      },
    }),
    BrowserWindow: class extends FakeWindow {
      constructor(options: BrowserWindowConstructorOptions) {
        super(options)
        made.windows.push(this)
        made.app.emit('web-contents-created', {}, this.webContents)
      }
    },
    dialog: {
      async showMessageBox(options) {
        made.questions.push(options)
        return { response: made.answerQuestion }
      },
    },
    globalShortcut: {
      register(keys, act) {
        if (made.takenKeys.has(keys)) return false
        made.keys.set(keys, act)
        return true
      },
      unregisterAll: () => made.keys.clear(),
    },
    ipcMain: { handle: (channel, listener) => void made.channels.set(channel, listener) },
    Menu: {
      buildFromTemplate(template) {
        made.menus.push(template)
        return Object.create(null)
      },
      setApplicationMenu: (menu) => {
        made.applicationMenu = menu
      },
    },
    Notification: class extends FakeNotification {
      constructor(options: NotificationConstructorOptions) {
        super(options)
        made.notifications.push(this)
      }
    },
    powerSaveBlocker: {
      start() {
        const id = made.blockers.size + 1
        made.blockers.add(id)
        return id
      },
      stop: (id) => made.blockers.delete(id),
    },
    protocol: { handle: (scheme, answer) => void made.schemes.set(scheme, answer) },
    safeStorage: keyring,
    session: {
      setPermissionRequestHandler: (handler) => {
        made.permissions.request = handler
      },
      setPermissionCheckHandler: (handler) => {
        made.permissions.check = handler
      },
      setDevicePermissionHandler: (handler) => {
        made.permissions.device = handler
      },
      on: (_event, listener) => {
        made.permissions.chooseHid = listener
      },
    },
    shell: { openExternal: async (address) => void made.opened.push(address) },
    Tray: class extends FakeTray {
      constructor(icon: string) {
        super(icon)
        made.trays.push(this)
      }
    },
  }
  return { electron, made }
}
