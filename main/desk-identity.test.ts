import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { UserId } from '#shared/protocol/ids.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import { openIdentity } from './desk-identity.ts'
import { openStore, type Store } from './store/open-store.ts'
import { makeStoreFolder } from './store/store-folder.ts'
import { createSyncState } from './sync-state.ts'

let dataDir: string
let store: Store
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'identity-'))
  const folder = makeStoreFolder(dataDir, UserId.parse('user-1'))
  const opened = openStore(folder, new Uint8Array(32).fill(7), { releaseLock: () => {} })
  if (!opened.ok) throw new Error(opened.refusal.code)
  store = opened.value
})
afterEach(() => {
  store.close()
  rmSync(dataDir, { recursive: true, force: true })
})
const open = (on: Store = store) =>
  openIdentity(
    on,
    createSyncState(on, { clock: createTestClock(0), reserve: null }, () => {}),
    () => 'device-1',
  )

describe("a desk's place", () => {
  it('is kept with its device over a restart', () => {
    open().keepFence(4)
    expect([open().fence(), open().deviceId()]).toEqual([4, 'device-1'])
  })

  it('is held though the disk is full', () => {
    open()
    const full = () => {
      throw Object.assign(new Error('database or disk is full'), { name: 'SqliteError', code: 'SQLITE_FULL' })
    }
    const identity = open({ ...store, meta: { ...store.meta, write: full } })
    identity.keepFence(5)
    expect(identity.fence()).toBe(5)
  })
})
