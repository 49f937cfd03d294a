import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { createMemoryKeys, openTestDesk } from '#test/support/open-test-desk.ts'
import { createSmallCentral } from '#test/support/small-central.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import type { OpenDesk } from './desk.ts'

const swap = vi.hoisted(() => ({ fails: false }))
vi.mock(import('./store/damage/repair-store.ts'), async (importOriginal) => {
  const original = await importOriginal()
  return {
    ...original,
    finishRepair(folder) {
      if (swap.fails) throw Object.assign(new Error('io'), { code: 'EIO', syscall: 'rename' })
      original.finishRepair(folder)
    },
  }
})

const PAGE = 4096
const dataDir = mkdtempSync(join(tmpdir(), 'desk-unfinished-'))
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

function breakPages(): void {
  const file = join(dataDir, 'desks', 'user-1', 'desk.db')
  const bytes = readFileSync(file)
  for (let page = 2; page <= bytes.length / PAGE; page += 1) {
    const at = (page - 1) * PAGE + 100
    bytes[at] = (bytes[at] ?? 0) ^ 0xff
  }
  writeFileSync(file, bytes)
}
const write = (desk: OpenDesk, n: number) =>
  desk.send({
    kind: 'paperwork',
    bodies: [
      PaperworkBody.parse({
        ...{ type: 'interaction.note', interactionId: 'int-1', noteId: `note-${n}`, revision: 1, text: `${n}` },
      }),
    ],
    dropDraft: null,
  })

it('a desk whose repair the disk does not let be finished says that its store is damaged, and goes on once it is', async () => {
  const clock = createTestClock(1_000_000)
  const { openLine } = createSmallCentral(clock)
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const storeKeys = createMemoryKeys()
  const first = await openTestDesk({ dataDir, clock, openLine, storeKeys, log })
  await write(first.desk, 1)
  await first.desk.stop()
  const { desk } = await openTestDesk({ dataDir, clock, openLine, storeKeys, log })
  breakPages()
  swap.fails = true
  const damaged = { ok: false, refusal: { code: 'store_damaged' } }
  expect(await desk.query('customer.card', { customerId: 'c-1' })).toMatchObject(damaged)
  expect(await write(desk, 2)).toMatchObject(damaged)
  const draft = { type: 'draft.save', key: 'int-1', revision: 1, fields: { note: 'half' } } as const
  expect(await desk.send({ kind: 'local', command: draft })).toMatchObject(damaged)
  await clock.advance(10_000)
  swap.fails = false
  expect(await write(desk, 3)).toEqual({ ok: true })
  expect((await desk.snapshot()).sync.salvage).not.toBeNull()
  await desk.stop()
})
