import type { Log } from './log.ts'
import type { SealedKeys, UnlockedStore } from './store/store-keys.ts'
import type { SyncState } from './sync-state.ts'

/** Leaves a copy of the store's key with central, once. Tried again at the next connection when it fails. */
export async function depositKey(
  { store, keyId, key }: UnlockedStore,
  sealed: SealedKeys,
  { log, isOpen, guard }: { log: Log; isOpen: () => boolean; guard: SyncState['guard'] },
): Promise<void> {
  if (store.meta.read('key_deposited') === keyId) return
  const answer = await sealed.deposit(keyId, key)
  if (!isOpen()) return
  if (answer.ok) guard(() => store.meta.write('key_deposited', keyId))
  else log.warn({ code: answer.refusal.code }, 'central did not take the copy of the store key yet')
}
