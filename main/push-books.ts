import type { PaperworkAnswer } from '#shared/protocol/command/paperwork-answer.ts'
import { foldApplied } from './fold-applied.ts'
import type { PushBooks } from './link/settle-batch.ts'
import type { PreviewContext } from './preview/pending.ts'
import type { Store } from './store/open-store.ts'
import type { SyncState } from './sync-state.ts'

/** Draining a week must not rewrite the cache thousands of times: big batches wait for the next read. */
const FOLD_AT_MOST = 20

/** The store's side of pushing: answers are booked in one transaction, and nothing is booked once it is closed. */
export function createPushBooks(
  store: Store,
  sync: SyncState,
  tools: {
    now(): number
    /** central's clock minus this one's, as far as is known */
    clockOffsetMs(): number
    preview(): PreviewContext
    isOpen(): boolean
    backupHorizonMs(): number
  },
): PushBooks & { forgetOld(): void } {
  let hasBooked = false

  function settle(answers: readonly PaperworkAnswer[]): void {
    const at = tools.now()
    const taken = answers.filter((answer) => answer.result !== 'rejected').map((answer) => answer.commandId)
    const folded = answers.length <= FOLD_AT_MOST ? store.outbox.readWaiting(taken) : []
    store.outbox.acknowledge(taken, at + tools.clockOffsetMs())
    hasBooked = true
    for (const answer of answers) {
      if (answer.result === 'rejected') store.outbox.reject(answer.commandId, answer.refusal, at)
    }
    for (const { body } of folded) foldApplied(store, { body, writtenAt: at }, tools.preview(), at)
    store.meta.write('last_synced_at', String(at))
  }
  return {
    readBatch(maxCount, maxBytes, above) {
      if (!tools.isOpen()) return []
      const batch = sync.guard(() => store.outbox.readBatch(maxCount, maxBytes, above))
      return batch.ok ? batch.value : []
    },
    readOldestN() {
      if (!tools.isOpen()) return null
      const oldest = sync.guard(() => store.outbox.oldestN())
      return oldest.ok ? oldest.value : null
    },
    settle(answers) {
      if (!tools.isOpen() || answers.length === 0) return true
      const booked = sync.guard(() => store.together(() => settle(answers)))
      sync.changed()
      return booked.ok
    },
    /**
     * Lets go of what central acknowledged before its backups' horizon. To be called when central's clock was just
     * heard: by a clock of this computer that was set ahead everything would be old.
     */
    forgetOld() {
      if (!hasBooked || !tools.isOpen()) return
      const before = tools.now() + tools.clockOffsetMs() - tools.backupHorizonMs()
      hasBooked = !sync.guard(() => store.outbox.forgetAcknowledged(before)).ok
    },
    countAttempt(commandIds) {
      if (tools.isOpen()) sync.guard(() => store.outbox.countAttempt(commandIds))
    },
  }
}
