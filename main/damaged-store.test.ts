import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { setUpDeskRig } from '#test/support/desk-rig.ts'
import type { OpenDesk } from './desk.ts'

const PAGE = 4096
const rig = setUpDeskRig()
// a broken store is told as an error, which is no failure here
const open = () => rig.open({ log: { info: () => {}, warn: () => {}, error: () => {} } })
const send = (desk: OpenDesk, ...bodies: unknown[]) =>
  desk.send({ kind: 'paperwork', bodies: bodies.map((body) => PaperworkBody.parse(body)), dropDraft: null })
const note = (n: number) => ({
  ...{
    type: 'interaction.note',
    interactionId: 'int-1',
    noteId: `note-${n}`,
    revision: 1,
    text: `${n} ${'.'.repeat(400)}`,
  },
})
const newCustomer = {
  ...{ type: 'customer.create', customerId: 'c-new', kind: 'individual', name: 'Lin Mei', company: null, email: null },
  ...{ phones: [], language: null, interactionId: null },
}
const folder = () => join(rig.dataDir, 'desks', 'user-1')
const sent = () => rig.central.order.map(({ body }) => (body.type === 'interaction.note' ? body.noteId : body.type))

/** Breaks every page from the second on that `choose` picks. */
function breakPages(choose: (page: number) => boolean): void {
  const file = join(folder(), 'desk.db')
  const bytes = readFileSync(file)
  for (let page = 2; page <= bytes.length / PAGE; page += 1) {
    const at = (page - 1) * PAGE + 100
    if (choose(page)) bytes[at] = (bytes[at] ?? 0) ^ 0xff
  }
  writeFileSync(file, bytes)
}

it('a desk whose store broke starts, says what it saved, and delivers it as a new device, once', async () => {
  const first = await open()
  await send(first.desk, note(0))
  await rig.clock.advance(1_000)
  rig.central.faults.away = true
  rig.central.cut()
  for (let n = 1; n <= 40; n += 1) await send(first.desk, note(n))
  await send(first.desk, newCustomer)
  const draft = { type: 'draft.save', key: 'int-1', revision: 1, fields: { note: 'half' } } as const
  await first.desk.send({ kind: 'local', command: draft })
  const before = (await first.desk.snapshot()).deviceId
  await first.desk.stop()
  // the caches: all of them broken costs nothing
  breakPages((page) => page >= 20 && page % 4 === 0)

  const { desk } = await open()
  const { sync, drafts, deviceId } = await desk.snapshot()
  const kept = sync.waiting
  expect(sync.storeTrouble).toBe('salvaged')
  expect(sync.salvage).toMatchObject({ waiting: kept, drafts: drafts.length })
  expect(kept + drafts.length + (sync.salvage?.lost ?? 0)).toBe(42)
  expect(kept).toBeGreaterThan(25)
  expect(deviceId).not.toBe(before)
  expect(readdirSync(folder()).filter((name) => name === sync.salvage?.file)).toHaveLength(1)
  expect(await desk.query('customer.search', { text: 'lin me', limit: 5 })).toMatchObject({
    data: { hits: [{ customer: { customerId: 'c-new' } }] },
  })
  rig.central.faults.away = false
  await rig.clock.advance(5_000)
  expect(new Set(sent()).size).toBe(sent().length)
  expect(sent()).toHaveLength(kept + 1)
  await desk.send({ kind: 'local', command: { type: 'salvage.seen' } })
  expect((await desk.snapshot()).sync).toMatchObject({ storeTrouble: null, salvage: null, waiting: 0 })
  await desk.stop()
  expect((await (await open()).desk.snapshot()).sync.salvage).toBeNull()
})

it('a store that breaks under a running desk is repaired when that shows, and everything goes on', async () => {
  const first = await open()
  rig.central.faults.away = true
  rig.central.cut()
  for (let n = 1; n <= 40; n += 1) await send(first.desk, note(n))
  await first.desk.stop()
  const { desk, notices } = await open()
  const before = (await desk.snapshot()).deviceId
  // where the cache of customers begins
  breakPages((page) => page >= 13 && page <= 20)
  expect(await desk.query('customer.card', { customerId: 'c-1' })).toMatchObject({ ok: false })
  await rig.clock.advance(0)
  expect(notices.findLast((notice) => notice.kind === 'sync')).toMatchObject({
    sync: { storeTrouble: 'salvaged', waiting: 40, salvage: { waiting: 40, lost: 0 } },
  })
  expect((await desk.snapshot()).deviceId).not.toBe(before)
  await send(desk, note(99))
  rig.central.faults.away = false
  await rig.clock.advance(5_000)
  expect(sent()).toEqual([...Array.from({ length: 40 }, (_, n) => `note-${n + 1}`), 'note-99'])
  expect(desk.linkStatus().kind).toBe('online')
  expect(readdirSync(folder()).filter((name) => name.startsWith('desk.damaged'))).toHaveLength(1)
})
