import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OpenDesk } from '#main/desk.ts'
import { openDesk } from '#main/desk.ts'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import type { VirtualClock } from '#shared/domain/virtual-clock.ts'
import { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import type { DeskAnswer, DeskNotice } from '#shared/protocol/desk-port.ts'
import { accept } from '#shared/protocol/error.ts'
import { explainMissingDisk, mountSmallDisk, type SmallDisk } from '#test/support/faults/small-disk.ts'
import { ada, createMemoryKeys } from '#test/support/open-test-desk.ts'
import { createSmallCentral } from '#test/support/small-central.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'

const TIMES = 20
const MEGABYTES = 64
const missing = explainMissingDisk()
const quiet = { info: () => {}, warn: () => {}, error: () => {} }

let disk: SmallDisk
let clock: VirtualClock
let central: ReturnType<typeof createSmallCentral>
let keys = createMemoryKeys()
let notices: DeskNotice[]
let open: OpenDesk[]

async function start() {
  const opened = await openDesk({
    ...{ dataDir: join(disk.path, 'data'), centralUrl: 'http://127.0.0.1:9', token: 'token-of-a-test-session' },
    ...{ user: ada, storeKeys: keys, clock, random: createSeededRandom(1), log: quiet, takeOver: true },
    openLine: central.openLine,
    sealedKeys: { fetch: async () => accept(null), deposit: async () => accept(undefined) },
  })
  if (opened.ok) {
    open.push(opened.value)
    opened.value.onNotice((notice) => void notices.push(notice))
  }
  await clock.advance(10)
  return opened
}
async function startDesk(): Promise<OpenDesk> {
  const opened = await start()
  if (!opened.ok) throw new Error(opened.refusal.code)
  return opened.value
}
const troubleOf = async (desk: OpenDesk) => (await desk.snapshot()).sync.storeTrouble
const toldTrouble = () => notices.findLast((notice) => notice.kind === 'sync')?.sync.storeTrouble
const draft = (desk: OpenDesk, revision: number, note: string): Promise<DeskAnswer> =>
  desk.send({ kind: 'local', command: { type: 'draft.save', key: 'int-1', revision, fields: { note } } })
const note = (text: string) =>
  PaperworkBody.parse({
    type: 'interaction.note',
    interactionId: 'int-1',
    noteId: `note-${text.slice(0, 20).replaceAll(/\W/g, '-')}`,
    revision: 1,
    text,
  })
const write = (desk: OpenDesk, text: string) => desk.send({ kind: 'paperwork', bodies: [note(text)], dropDraft: null })

beforeEach(() => {
  if (missing !== undefined) return
  disk = mountSmallDisk(MEGABYTES)
  clock = createTestClock(1_000_000)
  central = createSmallCentral(clock)
  keys = createMemoryKeys()
  notices = []
  open = []
})
afterEach(async () => {
  if (missing !== undefined) return
  disk.setWritable(true)
  disk.free()
  for (const desk of open) await desk.stop()
  disk.unmount()
})

describe.skipIf(missing !== undefined)(`a full disk (${missing ?? `${MEGABYTES} MB`})`, () => {
  it(`costs nobody their work or their call, and is got over ${TIMES} times of ${TIMES} without a restart`, async () => {
    const desk = await startDesk()
    const kept: string[] = []
    const refused: string[] = []
    const attempt = async (text: string) => {
      const answer = await write(desk, `${text} ${'写'.repeat(1000)}`)
      ;(answer.ok ? kept : refused).push(text)
      return answer
    }
    for (let time = 1; time <= TIMES; time += 1) {
      // every other time somebody is offline meanwhile, so that the outbox grows too
      central.faults.away = time % 2 === 0
      if (central.faults.away) central.cut()
      else await clock.advance(5_000)
      disk.fill()
      // the note in hand: what a page of the log has room for may still go in, then the reserve is given up
      for (let n = 0; (await troubleOf(desk)) === null; n += 1) {
        expect(await attempt(`${time} in hand ${n}`), `time ${time}`).toEqual({ ok: true })
      }
      expect(toldTrouble()).toBe('nearly_full')
      expect(await draft(desk, time, `half a sentence ${time}`)).toEqual({ ok: true })
      disk.fill()
      for (let n = 0; (await troubleOf(desk)) !== 'full'; n += 1) await attempt(`${time} last ${n}`)
      expect(toldTrouble()).toBe('full')
      expect(await attempt(`${time} refused`)).toMatchObject({ ok: false, refusal: { code: 'store_full' } })
      // calls go on: what central tells reaches the console, and live commands reach central
      if (!central.faults.away) {
        central.append({ type: 'agent.state-changed', state: { kind: 'available', since: time }, next: null })
        await clock.advance(0)
        expect((await desk.snapshot()).projection.state).toEqual({ kind: 'available', since: time })
        const live = { kind: 'live', command: { type: 'agent.set-state', state: { kind: 'available' } } } as const
        expect(await desk.send(live)).toEqual({ ok: true })
      }
      disk.free()
      await clock.advance(2_500)
      expect(await troubleOf(desk), `time ${time}`).toBeNull()
      expect(toldTrouble()).toBeNull()
      expect(await attempt(`${time} after`)).toEqual({ ok: true })
      expect((await desk.snapshot()).drafts).toMatchObject([{ fields: { note: `half a sentence ${time}` } }])
    }
    central.faults.away = false
    await clock.advance(10_000)
    const arrived = central.order.map(({ body }) => (body.type === 'interaction.note' ? body.text.split(' 写')[0] : ''))
    expect(arrived).toEqual(kept)
    expect(refused.length).toBeGreaterThanOrEqual(TIMES)
    expect((await desk.snapshot()).sync).toMatchObject({ waiting: 0, rejected: 0 })
  })

  it('does not keep a desk with a store from opening, and says so to one without', async () => {
    const first = await startDesk()
    await write(first, 'kept')
    await first.stop()
    disk.fill()
    const again = await startDesk()
    expect(await troubleOf(again)).toBe('nearly_full')
    expect(await write(again, 'on the reserve')).toEqual({ ok: true })
    await again.stop()
    keys = createMemoryKeys()
    disk.fill()
    const other = await openDesk({
      ...{ dataDir: join(disk.path, 'elsewhere'), centralUrl: 'http://127.0.0.1:9', token: 'token-of-a-test-session' },
      ...{ user: ada, storeKeys: keys, clock, random: createSeededRandom(2), log: quiet, takeOver: true },
      openLine: central.openLine,
    })
    expect(other).toMatchObject({ ok: false, refusal: { code: 'store_full' } })
  })
})

describe.skipIf(missing !== undefined)(`a disk that may only be read (${missing ?? 'remounted'})`, () => {
  it('is refused with its own code, whether there is a store on it or not, and works once it may be written', async () => {
    disk.setWritable(false)
    expect(await start()).toMatchObject({ ok: false, refusal: { code: 'store_read_only' } })
    disk.setWritable(true)
    const first = await startDesk()
    await write(first, 'kept')
    await first.stop()
    disk.setWritable(false)
    expect(await start()).toMatchObject({ ok: false, refusal: { code: 'store_read_only' } })
    disk.setWritable(true)
    const again = await startDesk()
    expect(await troubleOf(again)).toBeNull()
    await clock.advance(1_000)
    expect(central.order).toHaveLength(1)
  })
})
