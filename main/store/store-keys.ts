import { existsSync } from 'node:fs'
import type { Random } from '#shared/domain/random.ts'
import type { SalvageReport } from '#shared/protocol/desk-port.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import { finishRepair, repairStore } from './damage/repair-store.ts'
import { readFileCode, refuseFileError } from './file-errors.ts'
import { KEY_BYTES } from './open-database.ts'
import { openSoundStore, type RepairStore } from './open-sound-store.ts'
import type { Store } from './open-store.ts'
import { createReserve, type Reserve } from './reserve.ts'
import { readLabel, type StoreFolder, setStoreAside, writeLabel } from './store-folder.ts'
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
  /** the file that was put aside at this opening, kept beside the store that is used now; null = nothing of the kind */
  setAside: string | null
  /** space to fall back on when the disk is full; a store in memory has none */
  reserve?: Reserve
  /** the store was found damaged while in use and goes on as what could be salvaged of it */
  whenRepaired?: (react: (report: SalvageReport) => void) => void
}

type Tools = {
  random: Random
  newId: () => string
  now: () => number
  /** how a store is repaired that is found damaged at the opening; in this thread unless told otherwise */
  repair?: RepairStore
}

/**
 * Opens a user's store with the key this machine keeps, or with central's sealed copy when the local one is lost or
 * does not fit. A new store gets a fresh random key, kept before the first byte is written. `sealed` null: central
 * cannot be asked now. Refuses `store_locked` when no key fits and central did not answer. Once central has answered
 * that it holds no fitting key either, nothing will ever open the file: it is put aside, whole, and a new store begun.
 * A damaged store is repaired from what can be read of it, the damaged file kept beside it. So is one that was carried
 * here from another user's folder, whoever's key opens it: it is nobody's here.
 */
export async function unlockStore(
  folder: StoreFolder,
  keys: StoreKeys,
  sealed: SealedKeys | null,
  tools: Tools,
): Promise<Outcome<UnlockedStore>> {
  const unlocked = await unlockAnyStore(folder, keys, sealed, tools)
  if (!unlocked.ok || isOwn(unlocked.value.store, folder)) return unlocked
  unlocked.value.store.close()
  try {
    setStoreAside(folder, tools.now())
  } catch (error) {
    return refuseFileError(error)
  }
  return unlockStore(folder, keys, sealed, tools)
}

/** A store says whose it is since its first opening. */
function isOwn({ meta }: Store, { userId }: StoreFolder): boolean {
  const owner = meta.read('user')
  if (owner !== null) return owner === userId
  try {
    meta.write('user', userId)
  } catch (error) {
    // a disk that is full or may only be read keeps nobody from their own work
    if (readFileCode(error) === null) throw error
  }
  return true
}

async function unlockAnyStore(
  folder: StoreFolder,
  keys: StoreKeys,
  sealed: SealedKeys | null,
  tools: Tools,
): Promise<Outcome<UnlockedStore>> {
  const lock = takeLock(folder.lock)
  if (!lock.ok) return lock
  const reserve = createReserve(`${folder.path}/desk.reserve`, tools.random)
  const attempt = async () => {
    try {
      return await unlockHeldStore(folder, keys, sealed, { ...tools, releaseLock: lock.value, reserve })
    } catch (error) {
      return refuseFileError(error)
    }
  }
  let unlocked: Outcome<UnlockedStore> | undefined
  try {
    unlocked = await attempt()
    if (!unlocked.ok && unlocked.refusal.code === 'store_full' && reserve.release()) unlocked = await attempt()
    return unlocked
  } finally {
    if (!unlocked?.ok) lock.value()
  }
}

async function unlockHeldStore(
  folder: StoreFolder,
  keys: StoreKeys,
  sealed: SealedKeys | null,
  tools: Tools & { releaseLock: () => void; reserve: Reserve },
): Promise<Outcome<UnlockedStore>> {
  const openWith = async (keyId: string, key: Uint8Array): Promise<Outcome<UnlockedStore>> => {
    const opened = await openSoundStore(folder, { keyId, key }, { repair: repairStore, ...tools })
    return opened.ok ? accept({ ...opened.value, keyId, key, reserve: tools.reserve }) : opened
  }
  const begin = async (setAside: string | null): Promise<Outcome<UnlockedStore>> => {
    const key = tools.random.bytes(KEY_BYTES)
    const keyId = tools.newId()
    await keys.write(keyId, key)
    writeLabel(folder, { keyId })
    const opened = await openWith(keyId, key)
    if (!opened.ok || setAside === null) return opened
    const report: SalvageReport = { at: tools.now(), file: setAside, waiting: 0, refused: 0, drafts: 0, lost: null }
    opened.value.store.meta.write('salvage', JSON.stringify(report))
    return accept({ ...opened.value, setAside })
  }
  finishRepair(folder)
  const label = readLabel(folder)
  // without its label nobody can say which key opens it
  if (label === null) return begin(existsSync(folder.file) ? setStoreAside(folder, tools.now()) : null)
  const { keyId } = label
  const local = await keys.read(keyId)
  if (local) {
    const opened = await openWith(keyId, local)
    if (opened.ok || opened.refusal.code !== 'store_locked') return opened
  }
  const copy = sealed ? await sealed.fetch(keyId) : refuse('store_locked')
  if (!copy.ok) return refuse('store_locked')
  if (copy.value !== null) {
    const opened = await openWith(keyId, copy.value)
    if (opened.ok) await keys.write(keyId, copy.value)
    if (opened.ok || opened.refusal.code !== 'store_locked') return opened
  }
  return begin(setStoreAside(folder, tools.now()))
}
