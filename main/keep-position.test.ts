import SQLite from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeEmptyProjection } from '#shared/domain/desk/empty-projection.ts'
import type { VirtualClock } from '#shared/domain/virtual-clock.ts'
import { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { refuse } from '#shared/protocol/error.ts'
import { DeliveredEvent } from '#shared/protocol/event/delivered-event.ts'
import { CommandId } from '#shared/protocol/ids.ts'
import type { Snapshot } from '#shared/protocol/snapshot.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import { createPositionKeeper, type PositionKeeper } from './keep-position.ts'
import { migrateStore } from './store/migrations.ts'
import { buildStore, type Store } from './store/open-store.ts'
import type { SyncState } from './sync-state.ts'

let store: Store
let clock: VirtualClock
let full: boolean
let writes: number
let sentAgain: number[]
let position: PositionKeeper

const sync: Pick<SyncState, 'guard'> = {
  guard(write) {
    writes += 1
    return full ? refuse('store_full') : { ok: true, value: write() }
  },
}
const snapshot = (epoch: string): Snapshot => ({ ...makeEmptyProjection(5), epoch })
const event = (seq: number) =>
  DeliveredEvent.parse({
    ...{ seq, at: 5, event: { type: 'agent.state-changed', state: { kind: 'available', since: 5 }, next: null } },
  })

beforeEach(() => {
  const db = new SQLite(':memory:')
  migrateStore(db)
  store = buildStore(db, 10, () => {})
  clock = createTestClock(0)
  full = false
  writes = 0
  sentAgain = []
  position = createPositionKeeper(store, sync, { clock, sentAgain: (commands) => void sentAgain.push(commands) })
})
afterEach(() => store.close())

it('keeps a snapshot that a full disk refused once there is room, though nothing else happens', async () => {
  position.replace(snapshot('site'))
  const commandId = CommandId.parse('00000000-0000-7000-8000-000000000001')
  const body = PaperworkBody.parse({
    ...{ type: 'interaction.note', interactionId: 'int-1', noteId: 'note-1', revision: 1, text: 'a' },
  })
  store.outbox.add([{ commandId, body }], 5)
  store.outbox.acknowledge([commandId], 5)
  full = true
  position.replace(snapshot('site.1'))
  await clock.advance(10_000)
  expect(store.projection.read()?.epoch).toBe('site')
  full = false
  await clock.advance(30_000)
  expect(store.projection.read()?.epoch).toBe('site.1')
  expect([store.outbox.count().waiting, sentAgain]).toEqual([1, [1]])
})

it('asks a full disk ever less often, and no more once it is stopped', async () => {
  full = true
  position.replace(snapshot('site'))
  await clock.advance(60_000)
  const inTheFirstMinute = writes
  expect(inTheFirstMinute).toBeLessThan(10)
  await clock.advance(600_000)
  expect(writes - inTheFirstMinute).toBeLessThan(25)
  position.stop()
  const before = writes
  await clock.advance(600_000)
  expect(writes).toBe(before)
})

it('keeps what came last, without the events from before a snapshot that was refused', async () => {
  position.replace({ ...snapshot('site'), seq: 8 })
  position.advance({ ...snapshot('site'), seq: 9 }, [event(9)])
  full = true
  position.replace({ ...snapshot('site.1'), seq: 0 })
  full = false
  position.advance({ ...snapshot('site.1'), seq: 1 }, [event(1)])
  expect(store.projection.readEvents(0).map(({ seq }) => seq)).toEqual([1])
  await clock.advance(60_000)
  expect(store.projection.read()).toMatchObject({ epoch: 'site.1', seq: 1 })
})
