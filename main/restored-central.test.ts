import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { VirtualClock } from '#shared/domain/virtual-clock.ts'
import { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { createMemoryKeys, openTestDesk } from '#test/support/open-test-desk.ts'
import { createSmallCentral } from '#test/support/small-central.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import type { OpenDesk } from './desk.ts'

const DAY_MS = 86_400_000
let dataDir: string
let clock: VirtualClock
let central: ReturnType<typeof createSmallCentral>
let desk: OpenDesk
const keys = createMemoryKeys()

async function open(): Promise<OpenDesk> {
  const made = await openTestDesk({ dataDir, clock, openLine: central.openLine, storeKeys: keys })
  await clock.advance(0)
  return made.desk
}
async function save(...texts: string[]): Promise<void> {
  const bodies = texts.map((text) =>
    PaperworkBody.parse({
      ...{ type: 'interaction.note', interactionId: 'int-1', noteId: `note-${text}`, revision: 1, text },
    }),
  )
  expect(await desk.send({ kind: 'paperwork', bodies, dropDraft: null })).toEqual({ ok: true })
  await clock.advance(100)
}
const texts = () => central.order.map(({ body }) => (body.type === 'interaction.note' ? body.text : body.type))

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'desk-restored-'))
  clock = createTestClock(1_000_000)
  central = createSmallCentral(clock)
  desk = await open()
})
afterEach(async () => {
  await desk.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

it('a desk ahead of a restored central pushes again what the backup lacks, in order, once', async () => {
  await save('a', 'b')
  await save('c')
  central.restore(1)
  central.cut()
  await clock.advance(10_000)
  expect(texts()).toEqual(['a', 'b', 'c'])
  expect(central.order.map(({ n }) => n)).toEqual([1, 2, 3])
  expect(desk.countUnsent()).toBe(0)
  central.cut()
  await clock.advance(10_000)
  expect(texts()).toEqual(['a', 'b', 'c'])
})

it('also one that was closed meanwhile, with new work behind the old', async () => {
  await save('a', 'b')
  await desk.stop()
  central.restore(0)
  central.faults.away = true
  desk = await open()
  await save('c')
  central.faults.away = false
  await clock.advance(10_000)
  expect(texts()).toEqual(['a', 'b', 'c'])
})

it('a second restore within the horizon is made good as well', async () => {
  await save('a', 'b')
  for (const kept of [1, 0]) {
    central.restore(kept)
    central.cut()
    await clock.advance(10_000)
    expect(texts()).toEqual(['a', 'b'])
  }
})

it('what was acknowledged longer ago than the horizon is let go', async () => {
  await save('a')
  await clock.advance(7 * DAY_MS)
  await save('b')
  // it is let go when central's clock was heard again
  await clock.advance(3_000)
  central.restore(0)
  central.cut()
  await clock.advance(10_000)
  expect(texts()).toEqual(['b'])
})

it('nothing is let go because this computer’s clock was set months ahead, or back', async () => {
  await desk.stop()
  let setBy = 0
  const ours = { now: () => clock.now() + setBy, schedule: clock.schedule }
  const { desk: set } = await openTestDesk({ dataDir, clock: ours, openLine: central.openLine, storeKeys: keys })
  desk = set
  await clock.advance(0)
  await save('a')
  const steps = [60 * DAY_MS, -55 * DAY_MS, 90 * DAY_MS]
  for (const [index, step] of steps.entries()) {
    setBy += step
    await save(`b${index}`)
    await clock.advance(6_000)
    await save(`c${index}`)
    await clock.advance(6_000)
  }
  central.restore(0)
  central.cut()
  await clock.advance(10_000)
  expect(texts()).toEqual(['a', 'b0', 'c0', 'b1', 'c1', 'b2', 'c2'])
})

it('another central altogether gets nothing of what this one acknowledged', async () => {
  await save('a')
  central.restore(0)
  central.changeEpoch()
  central.cut()
  await clock.advance(10_000)
  expect(texts()).toEqual([])
  await save('b')
  expect(texts()).toEqual(['b'])
})
