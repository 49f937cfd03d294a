import { tmpdir } from 'node:os'
import { beforeEach, expect, it, vi } from 'vitest'

const made = vi.hoisted(() => ({ did: [] as string[], first: true, packaged: true, started: 0 }))
vi.mock('electron', () => {
  const note = (what: string) => () => void made.did.push(what)
  const app = {
    requestSingleInstanceLock: () => made.first,
    isPackaged: false,
    enableSandbox: note('sandbox'),
    setAppUserModelId: () => {},
    setAsDefaultProtocolClient: (scheme: string) => made.did.push(`opens ${scheme}`),
    getPath: () => tmpdir(),
    whenReady: async () => void made.did.push('ready'),
    quit: note('quit'),
    exit: note('exit'),
  }
  Object.defineProperty(app, 'isPackaged', { get: () => made.packaged })
  return {
    app,
    dialog: { showErrorBox: note('error box') },
    protocol: { registerSchemesAsPrivileged: note('own scheme') },
    session: {},
    ...Object.fromEntries(
      ['BrowserWindow', 'globalShortcut', 'ipcMain', 'Menu', 'Notification', 'powerSaveBlocker'].map((name) => [
        name,
        {},
      ]),
    ),
    ...{ safeStorage: {}, shell: {}, Tray: {} },
  }
})
vi.mock('./desktop.ts', () => ({
  startDesktop: async () => {
    made.started += 1
  },
}))
vi.mock('./desktop-log.ts', () => ({ openDesktopLog: () => ({ error: () => {} }) }))

beforeEach(() => {
  Object.assign(made, { did: [], first: true, packaged: true, started: 0 })
  vi.resetModules()
})

it('the first Ringdesk of a person has its scheme and its sandbox before it is ready, and opens number links', async () => {
  await import('./main.ts')
  await expect.poll(() => made.started).toBe(1)
  expect(made.did.slice(0, 2).sort()).toEqual(['own scheme', 'sandbox'])
  expect(made.did.filter((what) => what.startsWith('opens'))).toEqual(['opens tel', 'opens callto', 'opens sip'])
  expect(made.did.at(-1)).toBe('ready')
})

it('a second one starts nothing and goes', async () => {
  made.first = false
  await import('./main.ts')
  expect(made.did).toEqual(['quit'])
  expect(made.started).toBe(0)
})

it('from a source folder it claims no links', async () => {
  made.packaged = false
  await import('./main.ts')
  await expect.poll(() => made.started).toBe(1)
  expect(made.did.filter((what) => what.startsWith('opens'))).toEqual([])
})

it('a wrong setting is one sentence and an end', async () => {
  vi.stubEnv('RINGDESK_CENTRAL_URL', 'nowhere')
  await import('./main.ts')
  vi.unstubAllEnvs()
  expect(made.did).toEqual(['error box', 'exit'])
  expect(made.started).toBe(0)
})
