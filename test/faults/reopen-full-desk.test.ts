import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { secureRandom } from '#main/random.ts'
import { openDatabase } from '#main/store/open-database.ts'
import { makeStoreFolder, type StoreFolder } from '#main/store/store-folder.ts'
import { unlockStore } from '#main/store/store-keys.ts'
import { createIdSource } from '#shared/domain/id-source.ts'
import { SalvageReport } from '#shared/protocol/desk-port.ts'
import { UserId } from '#shared/protocol/ids.ts'
import { chooseSize } from '#test/support/faults/campaign-size.ts'
import { openFileKeys } from '#test/support/faults/file-keys.ts'

/** In percent of the fullest a desk can get: all its caches, what it keeps for a restored central, and a week unsent. */
const FULLNESS = chooseSize('RINGDESK_FULLNESS', { small: 10, full: 100 })
const share = (most: number) => Math.round((most * FULLNESS) / 100)
const userId = UserId.parse('user-1')
const newId = createIdSource({ now: () => 1_760_000_000_000, schedule: () => () => {} }, secureRandom)
const tools = { random: secureRandom, newId, now: () => 1_760_000_000_000 }

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'full-desk-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

const open = (folder: StoreFolder) => unlockStore(folder, openFileKeys(dataDir), null, tools)
const note = (n: number) =>
  JSON.stringify({
    type: 'interaction.note',
    interactionId: 'int-1',
    noteId: `note-${n}`,
    revision: 1,
    text: '.'.repeat(400),
  })

/** The files as a killed desk leaves them: a full store, its log not yet taken in. */
async function makeKilledDesk(): Promise<StoreFolder> {
  const folder = makeStoreFolder(dataDir, userId)
  const made = await open(folder)
  if (!made.ok) throw new Error(made.refusal.code)
  made.value.store.close()
  const opened = openDatabase(folder.file, made.value.key)
  if (!opened.ok) throw new Error(opened.refusal.code)
  const db = opened.value
  const fill = (count: number, sql: string, row: (n: number) => unknown[]) => {
    const insert = db.prepare(sql)
    for (let from = 0; from < count; from += 500) {
      db.transaction(() => {
        for (let n = from; n < Math.min(count, from + 500); n += 1) insert.run(...row(n))
      })()
    }
  }
  fill(share(2_000), 'insert into card values (?, ?, ?, ?)', (n) => [`c-${n}`, n, n, 'z'.repeat(15_000)])
  fill(share(80_000), "insert into search_term values (?, 'name', ?)", (n) => [`term ${n}`, `c-${n % share(2_000)}`])
  fill(share(5_000), "insert into answer values ('customer.card', ?, ?, ?, ?)", (n) => [
    `${n}`,
    `c-${n}`,
    n,
    'z'.repeat(5_000),
  ])
  fill(share(50_000), 'insert into acknowledged values (?, ?, ?, ?, 500, ?)', (n) => [newId(), n + 1, n, n, note(n)])
  fill(share(10_000), 'insert into outbox (n, command_id, written_at, body) values (?, ?, ?, ?)', (n) => [
    100_000 + n,
    newId(),
    n,
    note(n),
  ])
  const copy = join(dataDir, 'killed')
  for (const ending of ['', '-wal']) cpSync(folder.file + ending, join(copy, 'desks', userId, `desk.db${ending}`))
  cpSync(join(folder.path, 'store.json'), join(copy, 'desks', userId, 'store.json'))
  db.close()
  return makeStoreFolder(copy, userId)
}

it(`a desk ${FULLNESS} % full opens within 2 s after a kill, and is repaired where its outbox broke at the root`, async () => {
  const folder = await makeKilledDesk()
  const megabytes = Math.round(statSync(folder.file).size / 1e6)
  expect(statSync(`${folder.file}-wal`).size).toBeGreaterThan(100_000)
  const from = performance.now()
  const opened = await open(folder)
  const took = performance.now() - from
  if (!opened.ok) throw new Error(opened.refusal.code)
  expect(opened.value.setAside).toBeNull()
  expect(opened.value.store.outbox.count().waiting).toBe(share(10_000))
  opened.value.store.close()
  expect(took).toBeLessThan(2_000)

  const bytes = readFileSync(folder.file)
  // the fifth page is the root of the outbox: SQLite finds no row of it any more
  bytes[4 * 4096 + 100] = (bytes[4 * 4096 + 100] ?? 0) ^ 0xff
  writeFileSync(folder.file, bytes)
  const before = process.cpuUsage()
  const broken = performance.now()
  const repaired = await open(folder)
  const repairing = performance.now() - broken
  const cpu = process.cpuUsage(before)
  if (!repaired.ok) throw new Error(repaired.refusal.code)
  const report = SalvageReport.parse(JSON.parse(repaired.value.store.meta.read('salvage') ?? 'null'))
  expect(report).toMatchObject({ waiting: share(10_000), lost: 0 })
  repaired.value.store.close()
  console.info(
    `${megabytes} MB: opened in ${Math.round(took)} ms, repaired in ${Math.round(repairing)} ms ` +
      `(${Math.round((cpu.user + cpu.system) / 1000)} ms of processor time)`,
  )
})
