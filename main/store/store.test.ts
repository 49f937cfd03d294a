import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeEmptyProjection } from '#shared/domain/desk/empty-projection.ts'
import { createIdSource } from '#shared/domain/id-source.ts'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { accept, refuse } from '#shared/protocol/error.ts'
import { DeliveredEvent } from '#shared/protocol/event/delivered-event.ts'
import { CommandId, CustomerId, UserId } from '#shared/protocol/ids.ts'
import { makeCard } from '#test/support/desk-samples.ts'
import { openDatabase } from './open-database.ts'
import { openStore, type Store } from './open-store.ts'
import { makeStoreFolder, type StoreFolder } from './store-folder.ts'
import { type SealedKeys, type StoreKeys, unlockStore } from './store-keys.ts'

let dataDir: string
let folder: StoreFolder
let store: Store
const key = new Uint8Array(32).fill(7)
const newId = createIdSource({ now: () => 1, schedule: () => () => {} }, createSeededRandom(1))
const noLock = { releaseLock: () => {} }

function open(options: { cardsKept?: number } = {}): Store {
  const opened = openStore(folder, key, { ...noLock, ...options })
  if (!opened.ok) throw new Error(opened.refusal.code)
  return opened.value
}
const note = (text: string) =>
  PaperworkBody.parse({ type: 'interaction.note', interactionId: 'int-1', noteId: 'note-1', revision: 1, text })
const add = (...texts: string[]) => {
  const entries = texts.map((text) => ({ commandId: newId(), body: note(text) }))
  store.together(() => store.outbox.add(entries, 5))
  return entries.map((entry) => CommandId.parse(entry.commandId))
}
const id = (value: string) => CustomerId.parse(value)

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'desk-store-'))
  folder = makeStoreFolder(dataDir, UserId.parse('user-1'))
  store = open()
})
afterEach(() => {
  store.close()
  rmSync(dataDir, { recursive: true, force: true })
})

describe('the file', () => {
  it('holds nothing readable, neither in the database nor in its log', () => {
    store.cards.put(makeCard('c-1', { name: 'NEEDLE Okafor' }), 1)
    add('NEEDLE note')
    for (const name of readdirSync(folder.path)) {
      const bytes = readFileSync(join(folder.path, name)).toString('latin1')
      expect(bytes.includes('NEEDLE'), name).toBe(false)
      expect(bytes.startsWith('SQLite format 3') && name !== 'desk.lock', name).toBe(false)
    }
  })

  it('refuses another key and leaves the file as it was', () => {
    add('kept')
    store.close()
    expect(openStore(folder, new Uint8Array(32).fill(8), noLock)).toEqual(refuse('store_locked'))
    store = open()
    expect(store.outbox.count()).toEqual({ waiting: 1, rejected: 0 })
  })
})

describe('the outbox', () => {
  it('numbers without gaps, also across a rolled back transaction and an emptied table', () => {
    const [first] = add('a')
    expect(() =>
      store.together(() => {
        store.outbox.add([{ commandId: newId(), body: note('lost') }], 5)
        throw new Error('rolled back')
      }),
    ).toThrow('rolled back')
    store.outbox.acknowledge([first as CommandId], 9)
    add('b', 'c')
    expect(store.outbox.readBatch(10, 1e6).map((command) => command.n)).toEqual([2, 3])
    expect(store.outbox.highestN()).toBe(3)
  })

  it('hands out batches by count and by bytes, and never an empty one while work waits', () => {
    add('x'.repeat(5000), 'y'.repeat(5000), 'z')
    expect(store.outbox.readBatch(2, 1e6)).toHaveLength(2)
    expect(store.outbox.readBatch(10, 6000)).toHaveLength(1)
    expect(store.outbox.readBatch(10, 10)).toHaveLength(1)
  })

  it('moves a refused command aside, where it can be taken up again', () => {
    const [poison, next] = add('poison', 'next') as [CommandId, CommandId]
    store.outbox.reject(poison, { code: 'unknown_code' }, 9)
    expect(store.outbox.readBatch(10, 1e6).map((command) => command.commandId)).toEqual([next])
    expect(store.outbox.list(10).map((item) => item.state.kind)).toEqual(['rejected', 'waiting'])
    expect(store.outbox.takeRejected(poison)).toEqual(note('poison'))
    expect(store.outbox.takeRejected(poison)).toBeNull()
  })

  it('counts from 1 again for a new device id and keeps order and ids', () => {
    const ids = add('a', 'b', 'c')
    store.outbox.acknowledge([ids[0] as CommandId], 9)
    store.outbox.forgetAcknowledged(10)
    store.outbox.renumber()
    expect(store.outbox.readBatch(10, 1e6).map(({ n, commandId }) => [n, commandId])).toEqual([
      [1, ids[1]],
      [2, ids[2]],
    ])
    expect(store.outbox.highestN()).toBe(2)
  })
})

describe('drafts and preferences', () => {
  it('keep the later revision, whichever window saves last', () => {
    expect(store.drafts.save({ key: 'int-1', revision: 2, savedAt: 1, fields: { note: 'two' } })).toBe(true)
    expect(store.drafts.save({ key: 'int-1', revision: 1, savedAt: 2, fields: { note: 'one' } })).toBe(false)
    expect(store.drafts.list()).toMatchObject([{ fields: { note: 'two' } }])
    expect(store.drafts.drop('int-1')).toBe(true)
    expect(store.drafts.drop('int-1')).toBe(false)
  })

  it('merge key by key', () => {
    store.preferences.merge({ theme: 'dark', keys: { answer: 'F2' } })
    store.preferences.merge({ theme: 'light' })
    expect(store.preferences.read()).toEqual({ theme: 'light', keys: { answer: 'F2' } })
  })
})

describe('the customer cache', () => {
  it('forgets those not used for longest, with their search terms and answers', () => {
    store.close()
    store = open({ cardsKept: 2 })
    store.cards.put(makeCard('c-1', { name: '张伟' }), 1)
    store.answers.keep({ name: 'customer.cases', params: { customerId: 'c-1' }, asOf: 1, data: {} }, id('c-1'))
    store.cards.put(makeCard('c-2'), 2)
    store.cards.read(id('c-1'), 100_000)
    store.cards.put(makeCard('c-3'), 200_000)
    expect(store.cards.read(id('c-2'), 1)).toBeNull()
    store.cards.put(makeCard('c-4'), 300_000)
    expect(store.cards.findByTerm('zw', 10)).toEqual([])
    expect(store.answers.read('customer.cases', { customerId: 'c-1' })).toBeNull()
  })
})

describe('the projection', () => {
  it('keeps facts in the log and never what travelled beside them', () => {
    const event = { type: 'interaction.linked', interactionId: 'int-1', customerId: 'c-1' }
    const delivered = DeliveredEvent.parse({ seq: 1, at: 1, event, attached: { card: makeCard('c-1') } })
    store.projection.advance({ ...makeEmptyProjection(1), epoch: 'e', seq: 1 }, [delivered])
    expect(store.projection.readEvents(0)).toEqual([{ seq: 1, at: 1, event }])
    store.projection.replace({ ...makeEmptyProjection(1), epoch: 'f', seq: 9 })
    expect(store.projection.readEvents(0)).toEqual([])
    expect(store.projection.read()?.seq).toBe(9)
  })
})

describe('keys', () => {
  const tools = { random: createSeededRandom(5), newId, now: () => 1_760_000_000_000 }
  const keep = () => {
    const kept = new Map<string, Uint8Array>()
    const keys: StoreKeys = {
      read: async (keyId) => kept.get(keyId) ?? null,
      write: async (keyId, value) => void kept.set(keyId, value),
    }
    return { kept, keys }
  }
  const sealedWith = (value: Uint8Array | null): SealedKeys => ({
    fetch: async () => accept(value),
    deposit: async () => accept(undefined),
  })

  const unanswered: SealedKeys = {
    fetch: async () => refuse('central_unavailable'),
    deposit: async () => refuse('central_unavailable'),
  }

  it('make a store once, and open it again with the same key', async () => {
    const other = makeStoreFolder(dataDir, UserId.parse('user-2'))
    const { keys } = keep()
    const first = await unlockStore(other, keys, null, tools)
    if (!first.ok) throw new Error(first.refusal.code)
    expect(await unlockStore(other, keys, null, tools)).toEqual(refuse('store_in_use'))
    first.value.store.close()
    const second = await unlockStore(other, keys, null, tools)
    expect(second.ok && second.value.key).toEqual(first.value.key)
    if (second.ok) second.value.store.close()
  })

  it('come back from central when this machine lost or mixed them up', async () => {
    const other = makeStoreFolder(dataDir, UserId.parse('user-3'))
    const { keys, kept } = keep()
    const first = await unlockStore(other, keys, null, tools)
    if (!first.ok) throw new Error(first.refusal.code)
    first.value.store.close()
    const sealed = first.value.key
    for (const lost of [() => kept.clear(), () => kept.set(first.value.keyId, new Uint8Array(32).fill(1))]) {
      lost()
      expect(await unlockStore(other, keys, null, tools)).toEqual(refuse('store_locked'))
      expect(await unlockStore(other, keys, unanswered, tools)).toEqual(refuse('store_locked'))
      const again = await unlockStore(other, keys, sealedWith(sealed), tools)
      expect(again.ok).toBe(true)
      expect(kept.get(first.value.keyId)).toEqual(sealed)
      if (again.ok) again.value.store.close()
    }
  })
  it('of another user, carried here with the store they open, open nothing: it is put aside, whole', async () => {
    const theirs = makeStoreFolder(dataDir, UserId.parse('user-5'))
    const ours = makeStoreFolder(dataDir, UserId.parse('user-6'))
    const { keys } = keep()
    const first = await unlockStore(theirs, keys, null, tools)
    if (!first.ok) throw new Error(first.refusal.code)
    first.value.store.outbox.add([{ commandId: newId(), body: note('theirs') }], 5)
    first.value.store.close()
    for (const name of readdirSync(theirs.path)) cpSync(join(theirs.path, name), join(ours.path, name))
    const second = await unlockStore(ours, keys, sealedWith(first.value.key), tools)
    if (!second.ok) throw new Error(second.refusal.code)
    expect(second.value.store.outbox.count()).toMatchObject({ waiting: 0 })
    expect(second.value.key).not.toEqual(first.value.key)
    second.value.store.close()
    const aside = readdirSync(ours.path).find((name) => /^desk\.locked-.*\.db$/.test(name)) ?? ''
    const kept = openDatabase(join(ours.path, aside), first.value.key)
    expect(kept.ok && kept.value.prepare('select count(*) as count from outbox').get()).toEqual({ count: 1 })
    if (kept.ok) kept.value.close()
    // where it belongs it opens as ever
    const again = await unlockStore(theirs, keys, null, tools)
    expect(again.ok && again.value.store.outbox.count().waiting).toBe(1)
    if (again.ok) again.value.store.close()
  })
  it('lost for good leave the unreadable file beside a new store, whole, and log-in is not refused', async () => {
    const other = makeStoreFolder(dataDir, UserId.parse('user-4'))
    const { keys, kept } = keep()
    const first = await unlockStore(other, keys, null, tools)
    if (!first.ok) throw new Error(first.refusal.code)
    expect(first.value.setAside).toBeNull()
    first.value.store.meta.write('device_id', 'of the lost store')
    first.value.store.close()
    const bytes = readFileSync(other.file)
    for (const copy of [null, new Uint8Array(32).fill(9)]) {
      kept.clear()
      const again = await unlockStore(other, keys, sealedWith(copy), tools)
      if (!again.ok) throw new Error(again.refusal.code)
      expect(again.value.setAside).not.toBeNull()
      expect(again.value.store.meta.read('device_id')).toBeNull()
      again.value.store.close()
    }
    const asides = readdirSync(other.path).filter((name) => /^desk\.locked-.*\.db$/.test(name))
    expect(asides).toHaveLength(2)
    expect(asides.some((name) => readFileSync(join(other.path, name)).equals(bytes))).toBe(true)
    const found = asides.map((name) => openDatabase(join(other.path, name), first.value.key))
    expect(found.filter((opened) => opened.ok)).toHaveLength(1)
    for (const opened of found) if (opened.ok) opened.value.close()
  })
})
