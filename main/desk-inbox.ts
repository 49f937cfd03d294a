import { makeEmptyProjection } from '#shared/domain/desk/empty-projection.ts'
import type { DeskNotice } from '#shared/protocol/desk-port.ts'
import type { Snapshot } from '#shared/protocol/snapshot.ts'
import type { PositionKeeper } from './keep-position.ts'
import { createInbox, type Inbox } from './link/inbox.ts'
import type { AnswerKeeper } from './queries/keep-answers.ts'

/** The inbox wired to this desk's store, cache and consoles. `kept`: the position as the store has it. */
export function openInbox(
  kept: Snapshot | null,
  position: PositionKeeper,
  keeper: AnswerKeeper,
  tools: { now(): number; isOpen(): boolean; tell(notice: DeskNotice): void },
): Inbox {
  return createInbox(kept ?? makeEmptyProjection(tools.now()), {
    told: (delivered) => tools.tell({ kind: 'event', delivered }),
    kept(projection, events) {
      // in its own turn: consoles bundle what one turn tells, and a disk must not stand between
      queueMicrotask(() => {
        if (tools.isOpen()) position.advance(projection, events)
      })
      for (const { attached } of events) {
        if (attached?.card) keeper.card(attached.card, tools.now())
        if (attached?.ring?.match.kind === 'known') keeper.card(attached.ring.match.card, tools.now())
      }
    },
    replaced(projection) {
      tools.tell({ kind: 'projection', projection })
      position.replace(projection)
      const pictures = [projection.offer?.picture, ...projection.calls.map((entry) => entry.picture)]
      for (const picture of pictures) if (picture?.match.kind === 'known') keeper.card(picture.match.card, tools.now())
    },
  })
}
