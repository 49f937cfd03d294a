import SQLite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { makeEmptyProjection } from '#shared/domain/desk/empty-projection.ts'
import { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { refuse } from '#shared/protocol/error.ts'
import { DeliveredEvent } from '#shared/protocol/event/delivered-event.ts'
import { CommandId } from '#shared/protocol/ids.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import { openInbox } from './desk-inbox.ts'
import { createPositionKeeper } from './keep-position.ts'
import type { AnswerKeeper } from './queries/keep-answers.ts'
import { migrateStore } from './store/migrations.ts'
import { buildStore } from './store/open-store.ts'
import type { SyncState } from './sync-state.ts'

const keeper: Partial<AnswerKeeper> = { card: () => {} }
const note = PaperworkBody.parse({
  ...{ type: 'interaction.note', interactionId: 'int-1', noteId: 'note-1', revision: 1, text: 'a' },
})
const event = DeliveredEvent.parse({
  ...{ seq: 1, at: 5, event: { type: 'agent.state-changed', state: { kind: 'available', since: 5 }, next: null } },
})

it('sends again what a restored central lacks, though the disk was full when its snapshot came', async () => {
  const db = new SQLite(':memory:')
  migrateStore(db)
  const store = buildStore(db, 10, () => {})
  let full = false
  const sync: Pick<SyncState, 'guard'> = {
    guard: (write) => (full ? refuse('store_full') : { ok: true, value: write() }),
  }
  const sentAgain: number[] = []
  const sending = { clock: createTestClock(5), sentAgain: (commands: number) => void sentAgain.push(commands) }
  const position = createPositionKeeper(store, sync, sending)
  const inbox = openInbox(store.projection.read(), position, keeper as AnswerKeeper, {
    ...{ now: () => 5, isOpen: () => true, tell: () => {} },
  })
  const snapshot = (epoch: string) => ({ kind: 'snapshot' as const, snapshot: { ...makeEmptyProjection(5), epoch } })
  inbox.resume(snapshot('site'))
  const commandId = CommandId.parse('00000000-0000-7000-8000-000000000001')
  store.outbox.add([{ commandId, body: note }], 5)
  store.outbox.acknowledge([commandId], 5)

  full = true
  inbox.resume(snapshot('site.1'))
  expect([store.outbox.count().waiting, store.projection.read()?.epoch]).toEqual([0, 'site'])
  full = false
  inbox.take('site.1', [event])
  await Promise.resolve()
  expect([store.outbox.count().waiting, store.projection.read()?.epoch]).toEqual([1, 'site.1'])
  expect(sentAgain).toEqual([1])
  store.close()
})
