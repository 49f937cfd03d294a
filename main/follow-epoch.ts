import { NO_EPOCH } from '#shared/domain/desk/empty-projection.ts'
import { isSameSite } from '#shared/domain/desk/epoch.ts'
import type { Store } from './store/open-store.ts'

/**
 * Central names its numbering by an epoch, a new one after it was restored from a backup. Then everything it ever
 * acknowledged goes back to the outbox: what the backup held is answered `duplicate`, the rest is applied. Part of
 * the caller's transaction, so that a crash finds either the old epoch or work that waits. Answers how many
 * commands wait again.
 */
export function followEpoch(store: Store, epoch: string): number {
  const noted = store.meta.read('central_epoch')
  if (noted === epoch) return 0
  const known = noted ?? store.projection.read()?.epoch ?? NO_EPOCH
  store.meta.write('central_epoch', epoch)
  if (known === epoch || known === NO_EPOCH) return 0
  // the backup may be from before this store's key was left there
  store.meta.write('key_deposited', '')
  if (isSameSite(known, epoch)) return store.outbox.sendAgain()
  store.outbox.dropAcknowledged()
  return 0
}
