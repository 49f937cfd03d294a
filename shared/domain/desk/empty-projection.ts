import type { Snapshot } from '#shared/protocol/snapshot.ts'

/** Epoch of a desk that central has never greeted: no event can follow it, so the first welcome is a snapshot. */
export const NO_EPOCH = 'none'

/** What a desk shows before central was ever reached. */
export function makeEmptyProjection(at: number): Snapshot {
  return {
    epoch: NO_EPOCH,
    seq: 0,
    takenAt: at,
    state: { kind: 'offline', since: at },
    next: null,
    offer: null,
    calls: [],
    wrapUps: [],
    tasks: [],
  }
}
