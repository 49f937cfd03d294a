import { applyEvent, placeEvent } from '#shared/domain/desk/apply-event.ts'
import { NO_EPOCH } from '#shared/domain/desk/empty-projection.ts'
import type { Resume } from '#shared/protocol/envelope.ts'
import type { DeliveredEvent } from '#shared/protocol/event/delivered-event.ts'
import type { Snapshot } from '#shared/protocol/snapshot.ts'

/** What the desk knows of the agent's position, event by event. */
export interface Inbox {
  projection(): Snapshot
  /** where to continue from; a null epoch asks for a snapshot */
  cursor(): { epoch: string | null; cursor: number }
  /** 'gap': something before these is missing, ask central to resume */
  take(epoch: string, events: readonly DeliveredEvent[]): 'taken' | 'gap'
  resume(resume: Resume): 'taken' | 'gap'
}

/**
 * `told` comes before `kept`: a ring must not wait for the disk, and what a crash in between loses central sends
 * again, for the cursor is kept with the projection.
 */
export function createInbox(
  first: Snapshot,
  on: {
    told(delivered: DeliveredEvent): void
    kept(projection: Snapshot, events: readonly DeliveredEvent[]): void
    replaced(projection: Snapshot): void
  },
): Inbox {
  let projection = first

  function take(epoch: string, events: readonly DeliveredEvent[]): 'taken' | 'gap' {
    if (epoch !== projection.epoch) return 'gap'
    const applied: DeliveredEvent[] = []
    let gap = false
    for (const delivered of events) {
      const place = placeEvent(projection, delivered)
      if (place === 'gap') gap = true
      if (place !== 'next') continue
      projection = applyEvent(projection, delivered)
      applied.push(delivered)
      on.told(delivered)
    }
    if (applied.length > 0) on.kept(projection, applied)
    return gap ? 'gap' : 'taken'
  }

  return {
    projection: () => projection,
    cursor: () => ({ epoch: projection.epoch === NO_EPOCH ? null : projection.epoch, cursor: projection.seq }),
    take,
    resume(resume) {
      if (resume.kind === 'events') return take(resume.epoch, resume.events)
      projection = resume.snapshot
      on.replaced(projection)
      return 'taken'
    },
  }
}
