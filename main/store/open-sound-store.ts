import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import type { SalvageReport } from '#shared/protocol/desk-port.ts'
import { accept, type Outcome, type Refusal } from '#shared/protocol/error.ts'
import { isLogDamaged, readPages, readSalt } from './damage/read-pages.ts'
import { finishRepair, prepareRepair } from './damage/repair-store.ts'
import { readFileCode, refuseFileError } from './file-errors.ts'
import { healStore } from './heal-store.ts'
import { openStore, type Store } from './open-store.ts'
import { readLabel, readLabelSalt, type StoreFolder, type StoreLabel, writeLabel } from './store-folder.ts'

type Key = { keyId: string; key: Uint8Array }
type Tools = { now: () => number; releaseLock: () => void; repair: RepairStore }

/** Repairs a store that nobody has open. */
export type RepairStore = (
  folder: StoreFolder,
  key: Uint8Array,
  now: number,
) => Outcome<SalvageReport> | Promise<Outcome<SalvageReport>>

export interface SoundStore {
  store: Store
  /** the damaged file that this store replaces */
  setAside: string | null
  whenRepaired: (react: (report: SalvageReport) => void) => void
}

/**
 * Opens a store, and repairs it first when it is damaged: at the opening, and whenever a broken page turns up later.
 * Refuses `store_locked` only when the key does not fit: a broken first page under the right key is damage.
 */
export async function openSoundStore(folder: StoreFolder, key: Key, tools: Tools): Promise<Outcome<SoundStore>> {
  const open = () => {
    const opened = openStore(folder, key.key, { releaseLock: () => {} })
    if (opened.ok) keepLabel(folder, key)
    return opened
  }
  const label = readLabel(folder)
  const opened = isSilentlyDamaged(folder, key.key, label) ? null : open()
  if (opened?.ok) return accept(heal(folder, key, tools, open, opened.value, null))
  if (opened !== null && !isDamage(opened.refusal, folder, key, label)) return opened
  const repaired = await tools.repair(folder, key.key, tools.now())
  if (!repaired.ok) return repaired
  const again = open()
  return again.ok ? accept(heal(folder, key, tools, open, again.value, repaired.value.file)) : again
}

function heal(
  folder: StoreFolder,
  { key }: Key,
  tools: Tools,
  open: () => Outcome<Store>,
  first: Store,
  setAside: string | null,
): SoundStore {
  let react: (report: SalvageReport) => void = () => {}
  const healed = healStore(first, {
    prepare: () => prepareRepair(folder, key, tools.now()),
    swap() {
      try {
        finishRepair(folder)
      } catch (error) {
        return refuseFileError(error)
      }
      return open()
    },
    repaired: (report) => react(report),
    closed: tools.releaseLock,
  })
  return {
    store: healed,
    setAside,
    whenRepaired: (next) => {
      react = next
    },
  }
}

/** SQLite would take an emptied file for a new one, and a log with a broken middle for a shorter one. */
function isSilentlyDamaged({ file }: StoreFolder, key: Uint8Array, label: StoreLabel | null): boolean {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  return size === 0 ? label?.salt !== undefined : isLogDamaged(file, key, readLabelSalt(label))
}

function isDamage(refusal: Refusal, folder: StoreFolder, { key }: Key, label: StoreLabel | null): boolean {
  if (refusal.code === 'store_damaged') return true
  if (refusal.code !== 'store_locked') return false
  if (label?.fingerprint !== undefined) return label.fingerprint === takeFingerprint(key)
  return readPages(folder.file, key, readLabelSalt(label)).opens
}

function takeFingerprint(key: Uint8Array): string {
  return createHash('sha256').update('ringdesk store key').update(key).digest('hex')
}

/** A label that tells more is only needed on a bad day: that it cannot be written does not keep anybody from work. */
function keepLabel(folder: StoreFolder, { keyId, key }: Key): void {
  const label = { keyId, fingerprint: takeFingerprint(key), salt: Buffer.from(readSalt(folder.file)).toString('hex') }
  const kept = readLabel(folder)
  if (kept?.fingerprint === label.fingerprint && kept.salt === label.salt) return
  try {
    writeLabel(folder, label)
  } catch (error) {
    if (readFileCode(error) === null) throw error
  }
}
