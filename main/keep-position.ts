import type { Clock } from '#shared/domain/clock.ts'
import type { DeliveredEvent } from '#shared/protocol/event/delivered-event.ts'
import type { Snapshot } from '#shared/protocol/snapshot.ts'
import { followEpoch } from './follow-epoch.ts'
import type { Store } from './store/open-store.ts'
import type { SyncState } from './sync-state.ts'

const FIRST_RETRY_MS = 1_000
/** A disk may stay full for a shift; the desk knows its position by itself meanwhile. */
const LONGEST_RETRY_MS = 30_000

/** The agent's position on the disk, one step behind the one in memory. */
export interface PositionKeeper {
  /** these events led to this projection */
  advance(projection: Snapshot, events: readonly DeliveredEvent[]): void
  /** central sent a snapshot in place of what was */
  replace(projection: Snapshot): void
  stop(): void
}

/**
 * What the disk refuses is tried again, ever less often, until it is kept or something newer is: an agent to whom
 * nothing happens must not lose their place, nor a restored central the work it lacks, to a disk that was full once.
 */
export function createPositionKeeper(
  store: Store,
  sync: Pick<SyncState, 'guard'>,
  { clock, sentAgain }: { clock: Clock; sentAgain(commands: number): void },
): PositionKeeper {
  let refusals = 0
  let cancelRetry = () => {}

  /** An epoch and the projection of it are kept together: a full disk may refuse a snapshot and take the event after. */
  function keep(projection: Snapshot, write: () => void): void {
    cancelRetry()
    const kept = sync.guard(() =>
      store.together(() => {
        const commands = followEpoch(store, projection.epoch)
        write()
        return commands
      }),
    )
    if (!kept.ok) {
      cancelRetry = clock.schedule(Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** refusals), () =>
        replace(projection),
      )
      refusals += 1
      return
    }
    refusals = 0
    if (kept.value > 0) sentAgain(kept.value)
  }

  function replace(projection: Snapshot): void {
    keep(projection, () => store.projection.replace(projection))
  }

  return {
    advance(projection, events) {
      const isOwed = refusals > 0
      keep(projection, () => {
        // what was refused may have been a snapshot: the events before it are of another line
        if (isOwed) store.projection.replace(projection)
        store.projection.advance(projection, events)
      })
    },
    replace,
    stop: () => cancelRetry(),
  }
}
