import { makeNewCard } from '#shared/domain/desk/customer-preview.ts'
import type { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import type { DeskAnswer, DeskNotice, LocalCommand } from '#shared/protocol/desk-port.ts'
import { refuse } from '#shared/protocol/error.ts'
import type { Snapshot } from '#shared/protocol/snapshot.ts'
import { readNumberIn } from './preview/read-number.ts'
import { addSeenCalls } from './seen-calls.ts'
import type { Store } from './store/open-store.ts'
import type { SyncState } from './sync-state.ts'

export interface WriteTools {
  store: Store
  sync: SyncState
  now(): number
  newId(): string
  region(): string
  /** where the agent stands: whose calls are written about */
  projection(): Snapshot
  tell(notice: DeskNotice): void
  /** the outbox has new work */
  wake(): void
  takeOver(): void
}

/** Commits paperwork and the end of its draft in one transaction; `ok` means it is on this desk's disk. */
export function writePaperwork(
  tools: WriteTools,
  bodies: readonly PaperworkBody[],
  dropDraft: string | null,
): DeskAnswer {
  const { store, sync } = tools
  const written = sync.guard(() =>
    store.together(() => {
      enqueue(tools, bodies)
      return dropDraft !== null && store.drafts.drop(dropDraft)
    }),
  )
  if (!written.ok) return written
  if (written.value && dropDraft !== null) tools.tell({ kind: 'draft-dropped', key: dropDraft })
  sync.changed()
  tools.wake()
  return { ok: true }
}

/** Runs what concerns this desk alone. `not_found`: the refused command is no longer on the list. */
export function runLocal(tools: WriteTools, command: LocalCommand): DeskAnswer {
  const { store, sync } = tools
  switch (command.type) {
    case 'draft.save': {
      const draft = { key: command.key, revision: command.revision, savedAt: tools.now(), fields: command.fields }
      const saved = sync.guard(() => store.drafts.save(draft))
      if (!saved.ok) return saved
      if (!saved.value) return refuse('conflict')
      tools.tell({ kind: 'draft', draft })
      return { ok: true }
    }
    case 'draft.drop': {
      const dropped = sync.guard(() => store.drafts.drop(command.key))
      if (!dropped.ok) return dropped
      tools.tell({ kind: 'draft-dropped', key: command.key })
      return { ok: true }
    }
    case 'preferences.set': {
      const set = sync.guard(() => store.preferences.merge(command.preferences))
      if (!set.ok) return set
      tools.tell({ kind: 'preferences', preferences: store.preferences.read() })
      return { ok: true }
    }
    case 'desk.take-over':
      tools.takeOver()
      return { ok: true }
    case 'salvage.seen':
      sync.salvageSeen()
      return { ok: true }
    case 'outbox.retry':
    case 'outbox.edit':
    case 'outbox.discard': {
      const taken = sync.guard(() =>
        store.together(() => {
          const body = store.outbox.takeRejected(command.commandId)
          if (body === null) return false
          // Central remembers the refused id for ever: a second try is a new command.
          if (command.type === 'outbox.retry') enqueue(tools, [body])
          if (command.type === 'outbox.edit') enqueue(tools, [command.body])
          if (command.type === 'outbox.discard') forget(tools, body)
          return true
        }),
      )
      if (!taken.ok) return taken
      if (!taken.value) return refuse('not_found')
      sync.changed()
      tools.wake()
      return { ok: true }
    }
    default:
      return command satisfies never
  }
}

function enqueue({ store, now, newId, region, projection }: WriteTools, bodies: readonly PaperworkBody[]): void {
  const at = now()
  store.outbox.add(
    addSeenCalls(bodies, projection()).map((body) => ({ commandId: newId(), body })),
    at,
  )
  for (const body of bodies) {
    if (body.type === 'customer.create') store.cards.put(makeNewCard(body, at, readNumberIn(region())), at)
  }
}

/** A new customer whom central refused and the agent gave up is no longer found here either. */
function forget({ store }: WriteTools, body: PaperworkBody): void {
  if (body.type === 'customer.create') store.cards.remove(body.customerId)
}
