import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPackage, extractFile, listPackage } from '@electron/asar'
import { build, type Configuration, Platform } from 'electron-builder'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import config from './builder-config.ts'
import { fuses, setFuses } from './flip-fuses.ts'

const root = join(import.meta.dirname, '../..')
const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const isBuilt = ['dist/electron/main.js', 'dist/media/index.html', 'dist/renderer/index.html'].every((path) =>
  existsSync(join(root, path)),
)
let folder: string

/** A folder that looks like Electron to the packer. What comes of it does not start. */
async function makeStub(): Promise<string> {
  const stub = join(folder, 'electron')
  mkdirSync(join(stub, 'resources'), { recursive: true })
  for (const name of ['electron', 'chrome-sandbox', 'LICENSE', 'LICENSES.chromium.html'])
    writeFileSync(join(stub, name), '#!/bin/sh\n')
  chmodSync(join(stub, 'electron'), 0o755)
  writeFileSync(join(stub, 'version'), devDependencies.electron)
  mkdirSync(join(folder, 'app'))
  writeFileSync(join(folder, 'app', 'package.json'), '{}')
  await createPackage(join(folder, 'app'), join(stub, 'resources', 'default_app.asar'))
  return stub
}

const pack = async (more: Configuration) =>
  build({
    projectDir: root,
    targets: Platform.LINUX.createTarget('dir'),
    publish: 'never',
    config: {
      ...config,
      electronDist: await makeStub(),
      directories: { ...config.directories, output: join(folder, 'out') },
      ...more,
    },
  })

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pack-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('packing (with a stub in Electron’s place: nothing here starts)', () => {
  it('needs the built app', () => expect(isBuilt, 'run npm run build first').toBe(true))

  it('puts only the app and the encrypted SQLite into the archive', { timeout: 120_000 }, async () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {})
    await pack({})
    const resources = join(folder, 'out/linux-unpacked/resources')
    const archive = join(resources, 'app.asar')
    const files = listPackage(archive, { isPack: false }).map((path) => path.replaceAll('\\', '/').slice(1))
    const top = new Set(files.map((path) => path.split('/')[0]))
    expect([...top].sort()).toEqual(['dist', 'node_modules', 'package.json'])
    const packages = new Set(files.filter((path) => path.startsWith('node_modules/')).map((path) => path.split('/')[1]))
    expect([...packages]).toEqual(['better-sqlite3-multiple-ciphers'])
    const dist = new Set(files.filter((path) => path.startsWith('dist/')).map((path) => path.split('/')[1]))
    expect([...dist].sort()).toEqual(['electron', 'media', 'renderer'])
    expect(files.filter((path) => /\.(map|ts|tsx|cpp)$/.test(path))).toEqual([])
    for (const path of [
      'dist/electron/main.js',
      'dist/electron/preload.cjs',
      'dist/electron/media-preload.cjs',
      'dist/electron/icon.png',
      'dist/renderer/index.html',
      'dist/media/index.html',
    ])
      expect(files).toContain(path)

    const { main, type } = JSON.parse(extractFile(archive, 'package.json').toString())
    expect([files.includes(main), type]).toEqual([true, 'module'])
    const addons = join(resources, 'app.asar.unpacked/node_modules/better-sqlite3-multiple-ciphers/prebuilds')
    expect(existsSync(join(addons, `linux-${process.arch}.node`))).toBe(true)
    expect(existsSync(join(addons, 'win32-x64.node'))).toBe(false)
    // the fuses are told apart from set ones
    expect(warned.mock.calls.join()).toContain('fuses: NOT set')
    warned.mockRestore()
  })

  it('refuses a setting the packer does not know', async () => {
    const wrong = { appId: 'a.b', fileses: [] }
    await expect(
      build({ projectDir: root, targets: Platform.LINUX.createTarget('dir'), config: wrong }),
    ).rejects.toThrow(/fileses/)
  })
})

describe('the fuses', () => {
  it('close every way to run other code in our name', () => {
    expect(Object.values(fuses).filter((on) => !on)).toHaveLength(5)
    expect(Object.keys(fuses)).toHaveLength(8)
  })

  it('are not claimed for a binary that has none', async () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {})
    writeFileSync(join(folder, 'Ringdesk.exe'), 'no electron')
    const packed = {
      appOutDir: folder,
      electronPlatformName: 'win32',
      packager: { appInfo: { productFilename: 'Ringdesk' } },
    }
    expect(await setFuses(packed)).toBe(false)
    expect(warned).toHaveBeenCalledOnce()
    warned.mockRestore()
  })
})

describe('the installers', () => {
  it('are nsis, dmg, AppImage and deb, and claim phone links', () => {
    expect([config.win?.target, config.mac?.target, config.linux?.target]).toEqual(['nsis', 'dmg', ['AppImage', 'deb']])
    expect(config.protocols).toMatchObject([{ schemes: ['tel', 'callto', 'sip'] }])
  })

  it.each(['assets/icon.ico', 'assets/icon.icns', 'assets/icons/256x256.png'])('have their icon %s', (path) => {
    expect(existsSync(join(root, path))).toBe(true)
  })
})
