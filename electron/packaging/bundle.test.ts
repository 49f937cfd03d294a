import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ConsoleBridge, MediaBridge } from '#shared/protocol/media-port.ts'
import { findImports } from './find-imports.ts'

let outDir: string
const read = (name: string) => readFileSync(join(outDir, name), 'utf8')

beforeAll(async () => {
  outDir = mkdtempSync(join(tmpdir(), 'bundle-'))
  for (const name of ['main', 'preload', 'media-preload']) {
    const configFile = join(import.meta.dirname, '..', `vite.${name}.config.ts`)
    await build({ configFile, logLevel: 'error', build: { outDir } })
  }
}, 60_000)
afterAll(() => rmSync(outDir, { recursive: true, force: true }))

describe('the bundle', () => {
  it('is one script for the main process, a preload for each window, and icons', () => {
    const names = readdirSync(outDir)
    expect(names.filter((name) => !name.endsWith('.png'))).toEqual(['main.js', 'media-preload.cjs', 'preload.cjs'])
    expect(names).toEqual(expect.arrayContaining(['icon.png', 'tray.png', 'tray@2x.png', 'trayTemplate.png']))
  })

  it('of the main process imports Electron, the encrypted SQLite and Node, nothing else', () => {
    const { names, dynamic } = findImports(read('main.js'), 'main.js')
    expect(names.filter((name) => !isBuiltin(name))).toEqual(['better-sqlite3-multiple-ciphers', 'electron'])
    expect(dynamic).toBe(0)
  })

  it.each(['preload.cjs', 'media-preload.cjs'])('of %s requires Electron alone', (name) => {
    expect(findImports(read(name), name)).toEqual({ names: ['electron'], dynamic: 0 })
  })

  it('is looked through by a reader that sees every way to import', () => {
    const code = `import a from 'a'; export * from 'b'; import('c'); __require('d'); require(x); export { e } from 'e'`
    expect(findImports(code, 'x.js')).toEqual({ names: ['a', 'b', 'c', 'd', 'e'], dynamic: 1 })
  })
})

describe('the built preload, in a sandbox like Electron’s', () => {
  type Exposed = { request(message: unknown): unknown; onNotice(listener: (notice: unknown) => void): () => void }
  function load(name = 'preload.cjs') {
    const calls: unknown[][] = []
    const listeners = new Map<string, (event: unknown, message: unknown) => void>()
    const exposed: Record<string, unknown> = {}
    const electron = {
      contextBridge: { exposeInMainWorld: (name: string, value: unknown) => (exposed[name] = value) },
      ipcRenderer: {
        invoke: (...args: unknown[]) => calls.push(args),
        on: (channel: string, listener: () => void) => listeners.set(channel, listener),
        off: (channel: string) => listeners.delete(channel),
      },
    }
    const require = (name: string) => {
      if (name !== 'electron') throw new Error(`module not found: ${name}`)
      return electron
    }
    // no process, no Buffer, no globals of Node: only what a sandboxed preload has
    runInNewContext(read(name), { require, exports: {}, module: { exports: {} } })
    return { calls, listeners, exposed, bridge: exposed.ringdesk as Exposed }
  }

  it('exposes the desk’s port and nothing else', () => {
    const { exposed, bridge } = load()
    expect(Object.keys(exposed)).toEqual(['ringdesk', 'ringdeskMedia'])
    expect(Object.keys(bridge).sort()).toEqual(['onNotice', 'request'])
    expect(Object.keys(exposed.ringdeskMedia ?? {}).sort()).toEqual(['onNews', 'order'])
  })

  it('orders the telephone and hears its news, on one channel each way', () => {
    const { calls, listeners, exposed } = load()
    const media = exposed.ringdeskMedia as MediaBridge
    void media.order({ kind: 'stop' })
    expect(calls).toEqual([['media:order', { kind: 'stop' }]])
    const heard: unknown[][] = []
    const stop = media.onNews((...args: unknown[]) => heard.push(args))
    listeners.get('media:news')?.({ sender: 'the event' }, { kind: 'empty' })
    expect(heard).toEqual([[{ kind: 'empty' }]])
    stop()
    expect(listeners.size).toBe(0)
  })

  it('of the media window exposes the console’s orders and nothing of the desk', () => {
    const { calls, listeners, exposed } = load('media-preload.cjs')
    expect(Object.keys(exposed)).toEqual(['ringdeskConsole'])
    const bridge = exposed.ringdeskConsole as ConsoleBridge
    expect(Object.keys(bridge).sort()).toEqual(['onOrder', 'tell'])
    void bridge.tell({ kind: 'empty' })
    expect(calls).toEqual([['media:news', { kind: 'empty' }]])
    const heard: unknown[][] = []
    const stop = bridge.onOrder((...args: unknown[]) => heard.push(args))
    listeners.get('media:order')?.({ sender: 'the event' }, { kind: 'stop' })
    expect(heard).toEqual([[{ kind: 'stop' }]])
    stop()
    expect(listeners.size).toBe(0)
  })

  it('knows one request channel, whatever the page sends', () => {
    const { calls, bridge } = load()
    bridge.request({ kind: 'session' })
    bridge.request('anything')
    expect(calls).toEqual([
      ['desk:request', { kind: 'session' }],
      ['desk:request', 'anything'],
    ])
  })

  it('hands on notices without Electron’s event, until told to stop', () => {
    const { listeners, bridge } = load()
    const heard: unknown[][] = []
    const stop = bridge.onNotice((...args: unknown[]) => heard.push(args))
    expect([...listeners.keys()]).toEqual(['desk:notice'])
    listeners.get('desk:notice')?.({ sender: 'the event' }, { kind: 'signed-out', reason: null })
    expect(heard).toEqual([[{ kind: 'signed-out', reason: null }]])
    stop()
    expect(listeners.size).toBe(0)
  })
})
