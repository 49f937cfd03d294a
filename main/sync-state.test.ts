import { beforeEach, describe, expect, it } from 'vitest'
import type { VirtualClock } from '#shared/domain/virtual-clock.ts'
import type { SyncStatus } from '#shared/protocol/desk-port.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import type { Store } from './store/open-store.ts'
import type { Reserve } from './store/reserve.ts'
import { createSyncState, type SyncState } from './sync-state.ts'

let clock: VirtualClock
let disk: { code: string | null; reserve: boolean; room: boolean }
let told: SyncStatus['storeTrouble'][]
let sync: SyncState

/** A disk that fails with a code; giving up the reserve makes room on a full one. */
const reserve: Reserve = {
  isHeld: () => disk.reserve,
  release() {
    const held = disk.reserve
    disk.reserve = false
    if (held && disk.code === 'SQLITE_FULL') disk.code = null
    return held
  },
  hold() {
    disk.reserve ||= disk.room
    return disk.reserve
  },
}
const write = () => {
  if (disk.code !== null) throw Object.assign(new Error('disk'), { name: 'SqliteError', code: disk.code })
  return 'written'
}
const store: Partial<Store> = {
  outbox: { count: () => ({ waiting: 0, rejected: 0 }), list: () => [] } as Partial<Store['outbox']> as Store['outbox'],
  meta: { read: () => null, write: () => void write() },
}

beforeEach(() => {
  clock = createTestClock(0)
  disk = { code: null, reserve: true, room: true }
  told = []
  sync = createSyncState(store as Store, { clock, reserve }, (state) => void told.push(state.sync.storeTrouble))
})

describe('a write that finds the disk full', () => {
  it('is done on the reserve, said as such, and over when there is room for the reserve again', async () => {
    Object.assign(disk, { code: 'SQLITE_FULL', room: false })
    expect(sync.guard(write)).toEqual({ ok: true, value: 'written' })
    expect(told).toEqual(['nearly_full'])
    await clock.advance(10_000)
    expect(told).toEqual(['nearly_full'])
    disk.room = true
    await clock.advance(2_000)
    expect(told).toEqual(['nearly_full', null])
    expect(disk.reserve).toBe(true)
  })

  it('is refused once the reserve is used up too, and everything is back without anybody writing', async () => {
    Object.assign(disk, { code: 'SQLITE_FULL', reserve: false, room: false })
    expect(sync.guard(write)).toMatchObject({ ok: false, refusal: { code: 'store_full' } })
    await clock.advance(10_000)
    expect(told).toEqual(['full'])
    disk.code = null
    await clock.advance(2_000)
    expect(told).toEqual(['full', 'nearly_full'])
    disk.room = true
    await clock.advance(2_000)
    expect(told).toEqual(['full', 'nearly_full', null])
  })
})

it('a store that may only be read is said so until it may be written again; a bug is thrown', async () => {
  disk.code = 'SQLITE_READONLY'
  expect(sync.guard(write)).toMatchObject({ ok: false, refusal: { code: 'store_read_only' } })
  disk.code = null
  await clock.advance(2_000)
  expect(told).toEqual(['read_only', null])
  expect(() =>
    sync.guard(() => {
      throw new TypeError('a bug')
    }),
  ).toThrow('a bug')
})

it('any other trouble of the file is a refusal; what SQLite says of a wrong statement is a bug', () => {
  for (const [code, refusal] of [
    ['SQLITE_BUSY', 'store_unavailable'],
    ['SQLITE_IOERR_READ', 'store_unavailable'],
    ['SQLITE_CORRUPT_INDEX', 'store_damaged'],
    ['SQLITE_NOTADB', 'store_damaged'],
  ] as const) {
    disk.code = code
    expect(sync.guard(write), code).toMatchObject({ ok: false, refusal: { code: refusal } })
  }
  told = []
  for (const code of ['SQLITE_ERROR', 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_MISUSE']) {
    disk.code = code
    expect(() => sync.guard(write), code).toThrow('disk')
  }
  expect(told).toEqual([])
})

it('looks no more once it is stopped', async () => {
  Object.assign(disk, { code: 'SQLITE_FULL', reserve: false, room: false })
  sync.guard(write)
  sync.stop()
  disk.code = null
  await clock.advance(60_000)
  expect(told).toEqual(['full'])
})
