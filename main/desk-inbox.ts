import { makeEmptyProjection } from '#shared/domain/desk/empty-projection.ts'
import type { DeskNotice } from '#shared/protocol/desk-port.ts'
import type { Snapshot } from '#shared/protocol/snapshot.ts'
import { followEpoch } from './follow-epoch.ts'
import { createInbox, type Inbox } from './link/inbox.ts'
import type { AnswerKeeper } from './queries/keep-answers.ts'
import type { Store } from './store/open-store.ts'
import type { SyncState } from './sync-state.ts'

/** The inbox wired to this desk's store, cache and consoles. */
export function openInbox(
  store: Store,
  sync: SyncState,
  keeper: AnswerKeeper,
  tools: { now(): number; isOpen(): boolean; tell(notice: DeskNotice): void; sentAgain(commands: number): void },
): Inbox {
  const first = store.projection.read() ?? makeEmptyProjection(tools.now())

  /** An epoch and the projection of it are kept together: a full disk may refuse a snapshot and take the event after. */
  function keep(projection: Snapshot, write: () => void): void {
    const kept = sync.guard(() =>
      store.together(() => {
        const commands = followEpoch(store, projection.epoch)
        write()
        return commands
      }),
    )
    if (kept.ok && kept.value > 0) tools.sentAgain(kept.value)
  }

  return createInbox(first, {
    told: (delivered) => tools.tell({ kind: 'event', delivered }),
    kept(projection, events) {
      // in its own turn: consoles bundle what one turn tells, and a disk must not stand between
      queueMicrotask(() => {
        if (tools.isOpen()) keep(projection, () => store.projection.advance(projection, events))
      })
      for (const { attached } of events) {
        if (attached?.card) keeper.card(attached.card, tools.now())
        if (attached?.ring?.match.kind === 'known') keeper.card(attached.ring.match.card, tools.now())
      }
    },
    replaced(projection) {
      tools.tell({ kind: 'projection', projection })
      keep(projection, () => store.projection.replace(projection))
      const pictures = [projection.offer?.picture, ...projection.calls.map((entry) => entry.picture)]
      for (const picture of pictures) if (picture?.match.kind === 'known') keeper.card(picture.match.card, tools.now())
    },
  })
}
