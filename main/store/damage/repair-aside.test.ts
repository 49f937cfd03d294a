import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createIdSource } from '#shared/domain/id-source.ts'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { UserId } from '#shared/protocol/ids.ts'
import { createMemoryKeys } from '#test/support/open-test-desk.ts'
import { makeStoreFolder, type StoreFolder } from '../store-folder.ts'
import { unlockStore } from '../store-keys.ts'
import { repairAside } from './repair-aside.ts'

const PAGE = 4096
const NOTES = 2_000
let dataDir: string
let folder: StoreFolder

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'repair-aside-'))
  folder = makeStoreFolder(dataDir, UserId.parse('user-1'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

it('a damaged store is repaired beside the work of others', async () => {
  const random = createSeededRandom(3)
  const newId = createIdSource({ now: () => 5, schedule: () => () => {} }, random)
  const keys = createMemoryKeys()
  const tools = { random, newId, now: () => 5, repair: repairAside }
  const body = PaperworkBody.parse({
    ...{ type: 'interaction.note', interactionId: 'int-1', noteId: 'note-1', revision: 1, text: '.'.repeat(900) },
  })
  const first = await unlockStore(folder, keys, null, tools)
  if (!first.ok) throw new Error(first.refusal.code)
  const { store } = first.value
  store.together(() =>
    store.outbox.add(
      Array.from({ length: NOTES }, () => ({ commandId: newId(), body })),
      5,
    ),
  )
  store.close()
  const bytes = readFileSync(folder.file)
  for (let page = 100; page <= bytes.length / PAGE; page += 50) {
    const at = (page - 1) * PAGE + 100
    bytes[at] = (bytes[at] ?? 0) ^ 0xff
  }
  writeFileSync(folder.file, bytes)

  let turns = 0
  let over = false
  const others = async () => {
    while (!over) {
      turns += 1
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const atWork = others()
  const again = await unlockStore(folder, keys, null, tools)
  over = true
  await atWork
  if (!again.ok) throw new Error(again.refusal.code)
  expect(again.value.setAside).toMatch(/^desk\.damaged-/)
  expect(again.value.store.outbox.count().waiting).toBeGreaterThan(NOTES * 0.9)
  again.value.store.close()
  // done in this thread it leaves a handful
  expect(turns).toBeGreaterThan(100)
})
