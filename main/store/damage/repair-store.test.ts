import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createIdSource } from '#shared/domain/id-source.ts'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { SalvageReport } from '#shared/protocol/desk-port.ts'
import { UserId } from '#shared/protocol/ids.ts'
import { makeCard } from '#test/support/desk-samples.ts'
import { createMemoryKeys } from '#test/support/open-test-desk.ts'
import { openDatabase } from '../open-database.ts'
import type { Store } from '../open-store.ts'
import { makeStoreFolder, type StoreFolder } from '../store-folder.ts'
import { type UnlockedStore, unlockStore } from '../store-keys.ts'
import { repairStore } from './repair-store.ts'

const PAGE = 4096
/** The first pages are the roots of the tables; of the others every fifth, or all of them. */
const INNER_PAGES = 26
const STEP = process.env.RINGDESK_DAMAGE === 'all' ? 1 : 5
const NOW = Date.UTC(2026, 10, 22, 13, 40, 5)
let dataDir: string
let folder: StoreFolder
let keys = createMemoryKeys()
const random = createSeededRandom(3)
const newId = createIdSource({ now: () => NOW, schedule: () => () => {} }, random)

async function open(): Promise<UnlockedStore> {
  const unlocked = await unlockStore(folder, keys, null, { random, newId, now: () => NOW })
  if (!unlocked.ok) throw new Error(unlocked.refusal.code)
  return unlocked.value
}
const note = (text: string) =>
  PaperworkBody.parse({ type: 'interaction.note', interactionId: 'int-1', noteId: 'note-1', revision: 1, text })
const add = (store: Store, text: string) =>
  store.together(() => store.outbox.add([{ commandId: newId(), body: note(text) }], NOW))
const textsOf = (store: Store) =>
  store.outbox.listBodies().map(({ body }) => (body.type === 'interaction.note' ? body.text : body.type))
const draft = (store: Store, key: string, text: string) =>
  store.drafts.save({ key, revision: 1, savedAt: NOW, fields: { note: text } })
const reportOf = (store: Store) => SalvageReport.parse(JSON.parse(store.meta.read('salvage') ?? 'null'))

/** A hundred notes over many pages, some of them longer than a page, drafts, a refused command, a cache. */
function fill(store: Store): string[] {
  const texts = Array.from({ length: 120 }, (_, n) => `${n} ${'写'.repeat(n % 20 === 0 ? 3000 : 60)}`)
  for (const text of texts) add(store, text)
  const [first] = store.outbox.readBatch(1, 1)
  if (first) store.outbox.reject(first.commandId, { code: 'unknown_code' }, NOW)
  for (let n = 0; n < 12; n += 1) draft(store, `int-${n}`, `draft ${n} ${'.'.repeat(600)}`)
  store.preferences.merge({ theme: 'dark' })
  store.meta.write('fence', '7')
  for (let n = 0; n < 15; n += 1) store.cards.put(makeCard(`c-${n}`), NOW)
  return texts.slice(1)
}

function flip(file: string, at: number, bytes = 1): void {
  const content = readFileSync(file)
  for (let offset = at; offset < at + bytes; offset += 1) content[offset] = (content[offset] ?? 0) ^ 0xff
  writeFileSync(file, content)
}
const asides = () => readdirSync(folder.path).filter((name) => /^desk\.damaged-.*\.db$/.test(name))

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'desk-damage-'))
  folder = makeStoreFolder(dataDir, UserId.parse('user-1'))
  keys = createMemoryKeys()
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

describe('one broken page, whichever it is', () => {
  it('never keeps the desk from opening, and costs no more than what lay on it', async () => {
    const first = await open()
    const texts = fill(first.store)
    first.store.close()
    const sound = readFileSync(folder.file)
    const pages = sound.length / PAGE
    expect(pages).toBeGreaterThan(40)
    let untouched = 0
    let lostMost = 0
    for (let page = 1; page <= pages; page += page < INNER_PAGES ? 1 : STEP) {
      writeFileSync(folder.file, sound)
      flip(folder.file, (page - 1) * PAGE + 700 + page)
      const { store, setAside } = await open()
      const kept = textsOf(store)
      expect(kept, `page ${page}`).toEqual(texts.filter((text) => kept.includes(text)))
      const lost = texts.length - kept.length + (12 - store.drafts.list().length)
      if (setAside === null) {
        untouched += 1
        expect(lost, `page ${page}`).toBe(0)
      } else {
        lostMost = Math.max(lostMost, lost)
        const report = reportOf(store)
        expect(report).toMatchObject({ file: setAside, waiting: kept.length, drafts: store.drafts.list().length })
        if (report.lost !== null) expect(report.lost, `page ${page}`).toBe(lost)
        expect(existsSync(join(folder.path, setAside))).toBe(true)
        expect(store.meta.read('device_id')).toBeNull()
        expect(store.outbox.highestN()).toBe(kept.length)
        add(store, 'after')
        expect(textsOf(store).at(-1)).toBe('after')
      }
      store.close()
      for (const name of readdirSync(folder.path)) if (name.startsWith('desk.damaged')) rmSync(join(folder.path, name))
    }
    // a page holds about fourteen of the short notes
    expect(lostMost).toBeLessThan(20)
    expect(untouched).toBeGreaterThan(5)
  }, 180_000)
})

describe('a store that is broken all over', () => {
  it('gives back what lies on its whole pages when every third page is gone, the first included', async () => {
    const first = await open()
    const texts = fill(first.store)
    first.store.close()
    const pages = statSync(folder.file).size / PAGE
    for (let page = 1; page <= pages; page += 3) flip(folder.file, (page - 1) * PAGE, 64)
    const { store, setAside } = await open()
    const kept = textsOf(store)
    expect(setAside).toBe('desk.damaged-2026-11-22T13-40-05Z.db')
    expect(kept.length).toBeGreaterThan(texts.length * 0.4)
    expect(kept).toEqual(texts.filter((text) => kept.includes(text)))
    store.close()
  })

  it('is replaced and kept aside when nothing of it can be read, be it noise or emptied', async () => {
    for (const [index, ruin] of [
      () => writeFileSync(folder.file, random.bytes(statSync(folder.file).size)),
      () => truncateSync(folder.file, 0),
      () => rmSync(folder.file),
    ].entries()) {
      const before = await open()
      add(before.store, 'gone')
      before.store.close()
      ruin()
      const { store } = await open()
      expect(textsOf(store)).toEqual([])
      const aside = index === 2 ? null : `desk.damaged-2026-11-22T13-40-05Z${index === 0 ? '' : '-2'}.db`
      expect(reportOf(store)).toEqual({ at: NOW, file: aside, waiting: 0, refused: 0, drafts: 0, lost: null })
      store.meta.write('salvage', '')
      store.close()
    }
  })
})

describe('a log that broke in its middle', () => {
  it('does not silently end there: what was acknowledged after it is kept', async () => {
    const first = await open()
    for (let n = 0; n < 40; n += 1) add(first.store, `note ${n}`)
    const log = readFileSync(`${folder.file}-wal`)
    const main = readFileSync(folder.file)
    first.store.close()
    const frames = Math.floor((log.length - 32) / (PAGE + 24))
    expect(frames).toBeGreaterThan(40)
    for (const at of [4, 40, 32 + (PAGE + 24) * Math.floor(frames / 2) + 500, 32 + (PAGE + 24) * (frames - 5) + 4]) {
      writeFileSync(folder.file, main)
      writeFileSync(`${folder.file}-wal`, log)
      flip(`${folder.file}-wal`, at)
      const { store, setAside } = await open()
      expect(setAside, String(at)).not.toBeNull()
      expect(textsOf(store), String(at)).toEqual(Array.from({ length: 40 }, (_, n) => `note ${n}`))
      store.close()
    }
  })

  it('is left to SQLite when only its end is torn, as a crash leaves it', async () => {
    const first = await open()
    for (let n = 0; n < 10; n += 1) add(first.store, `note ${n}`)
    const log = readFileSync(`${folder.file}-wal`)
    const main = readFileSync(folder.file)
    first.store.close()
    for (const cut of [1, 900, PAGE + 24, PAGE + 30]) {
      writeFileSync(folder.file, main)
      writeFileSync(`${folder.file}-wal`, log.subarray(0, log.length - cut))
      const { store, setAside } = await open()
      expect(setAside).toBeNull()
      expect(textsOf(store).length).toBeGreaterThanOrEqual(9)
      store.close()
    }
  })
})

describe('a page that breaks while the desk runs', () => {
  it('is noticed at the next reading, repaired, and the reading answered', async () => {
    const unlocked = await open()
    const { store } = unlocked
    const texts = fill(store)
    const reports: SalvageReport[] = []
    unlocked.whenRepaired?.((report) => void reports.push(report))
    store.close()
    const again = await open()
    again.whenRepaired?.((report) => void reports.push(report))
    const file = readFileSync(folder.file)
    // every page but the first: what SQLite still holds in memory does not matter
    for (let page = 2; page <= file.length / PAGE; page += 2) flip(folder.file, (page - 1) * PAGE + 100)
    for (let n = 0; n < 15; n += 1) again.store.cards.read(makeCard(`c-${n}`).profile.customerId, NOW)
    add(again.store, 'written on the repaired store')
    expect(reports).toHaveLength(1)
    expect(asides()).toHaveLength(1)
    const kept = textsOf(again.store)
    expect(kept.at(-1)).toBe('written on the repaired store')
    expect(kept.length).toBeGreaterThan(texts.length * 0.4)
    again.store.close()
    const last = await open()
    expect(textsOf(last.store)).toEqual(kept)
    last.store.close()
  })
})

describe('a repair cut short', () => {
  it('leaves everything as it was when the new store does not get out of its log for want of room', async () => {
    const first = await open()
    add(first.store, 'kept')
    first.store.close()
    const before = readFileSync(folder.file)
    const opened = openDatabase(join(dataDir, 'any.db'), random.bytes(32))
    if (!opened.ok) throw new Error(opened.refusal.code)
    const every: SQLite.Database = Object.getPrototypeOf(opened.value)
    opened.value.close()
    const pragma = every.pragma
    const full = vi.spyOn(every, 'pragma').mockImplementation(function (this: SQLite.Database, source, ...rest) {
      if (source.startsWith('wal_checkpoint')) throw new SQLite.SqliteError('no room', 'SQLITE_FULL')
      return pragma.call(this, source, ...rest)
    })
    const repaired = repairStore(folder, random.bytes(32), NOW)
    full.mockRestore()
    expect(repaired).toMatchObject({ ok: false, refusal: { code: 'store_full' } })
    expect(readFileSync(folder.file).equals(before)).toBe(true)
    expect(readdirSync(folder.path).filter((name) => /ready|damaged/.test(name))).toEqual([])
  })

  it('is finished at the next start, and never loses the log of the store it replaces', async () => {
    const first = await open()
    add(first.store, 'old')
    first.store.close()
    const copy = readFileSync(folder.file)
    flip(folder.file, 5 * PAGE)
    const ready = join(folder.path, 'desk.ready-2026-11-22T13-00-00Z.db')
    writeFileSync(ready, copy)
    writeFileSync(`${folder.file}-wal`, 'the log of the old one')
    const { store } = await open()
    expect(textsOf(store)).toEqual(['old'])
    expect(asides()).toEqual(['desk.damaged-2026-11-22T13-00-00Z.db'])
    expect(readFileSync(join(folder.path, 'desk.damaged-2026-11-22T13-00-00Z.db-wal'), 'utf8')).toContain('old one')
    store.close()
  })
})
