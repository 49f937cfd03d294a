import type { Random } from '#shared/domain/random.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import { KEY_BYTES } from './open-database.ts'
import { openStore, type Store } from './open-store.ts'
import { readKeyId, type StoreFolder, setStoreAside, writeKeyId } from './store-folder.ts'
import { takeLock } from './take-lock.ts'

/** How a shell keeps store keys on this machine: the OS keyring, or wrapped by a master key. */
export interface StoreKeys {
  read(keyId: string): Promise<Uint8Array | null>
  /** durable when it resolves */
  write(keyId: string, key: Uint8Array): Promise<void>
}

/** Central's sealed copy, handed back only after log-in. */
export interface SealedKeys {
  fetch(keyId: string): Promise<Outcome<Uint8Array | null>>
  deposit(keyId: string, key: Uint8Array): Promise<Outcome<void>>
}

export interface UnlockedStore {
  store: Store
  keyId: string
  key: Uint8Array
  /** the file that no key opened any more, kept beside the new store; null = nothing of the kind */
  setAside: string | null
}

/**
 * Opens a user's store with the key this machine keeps, or with central's sealed copy when the local one is lost or
 * does not fit. A new store gets a fresh random key, kept before the first byte is written. `sealed` null: central
 * cannot be asked now. Refuses `store_locked` when no key fits and central did not answer. Once central has answered
 * that it holds no fitting key either, nothing will ever open the file: it is put aside, whole, and a new store begun.
 */
export async function unlockStore(
  folder: StoreFolder,
  keys: StoreKeys,
  sealed: SealedKeys | null,
  tools: { random: Random; newId: () => string },
): Promise<Outcome<UnlockedStore>> {
  const lock = takeLock(folder.lock)
  if (!lock.ok) return lock
  let unlocked: Outcome<UnlockedStore> | undefined
  try {
    unlocked = await unlockHeldStore(folder, keys, sealed, { ...tools, releaseLock: lock.value })
    return unlocked
  } finally {
    if (!unlocked?.ok) lock.value()
  }
}

type Tools = { random: Random; newId: () => string; releaseLock: () => void }

async function unlockHeldStore(
  folder: StoreFolder,
  keys: StoreKeys,
  sealed: SealedKeys | null,
  tools: Tools,
): Promise<Outcome<UnlockedStore>> {
  const openWith = (keyId: string, key: Uint8Array, setAside: string | null = null): Outcome<UnlockedStore> => {
    const opened = openStore(folder, key, tools)
    return opened.ok ? accept({ store: opened.value, keyId, key, setAside }) : opened
  }
  const begin = async (setAside: string | null) => {
    const key = tools.random.bytes(KEY_BYTES)
    const keyId = tools.newId()
    await keys.write(keyId, key)
    writeKeyId(folder, keyId)
    return openWith(keyId, key, setAside)
  }
  const known = readKeyId(folder)
  if (known === null) return begin(null)
  const local = await keys.read(known)
  if (local) {
    const opened = openWith(known, local)
    if (opened.ok || opened.refusal.code !== 'store_locked') return opened
  }
  const copy = sealed ? await sealed.fetch(known) : refuse('store_locked')
  if (!copy.ok) return refuse('store_locked')
  if (copy.value !== null) {
    const opened = openWith(known, copy.value)
    if (opened.ok) await keys.write(known, copy.value)
    if (opened.ok || opened.refusal.code !== 'store_locked') return opened
  }
  return begin(setStoreAside(folder, tools.newId()))
}
