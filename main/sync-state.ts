import type { OutboxItem, SyncStatus } from '#shared/protocol/desk-port.ts'
import type { Refusal } from '#shared/protocol/error.ts'
import { readSqliteCode } from './store/open-database.ts'
import type { Store } from './store/open-store.ts'

/** A week's work is thousands of commands; consoles show the newest and count the rest. */
const PENDING_SHOWN = 500

/** How the desk's paperwork stands, told anew whenever it changed. */
export interface SyncState {
  read(): { sync: SyncStatus; pending: OutboxItem[] }
  failing(refusal: Refusal | null): void
  /** Runs a write; a full or broken disk becomes a refusal and a banner, anything else is a bug and throws. */
  guard<T>(write: () => T): { ok: true; value: T } | { ok: false; refusal: Refusal }
  changed(): void
}

/** `salvaged`: this store replaces one that could not be opened, which is said for as long as the desk is open. */
export function createSyncState(
  store: Store,
  salvaged: boolean,
  tell: (state: { sync: SyncStatus; pending: OutboxItem[] }) => void,
): SyncState {
  const usual = salvaged ? ('salvaged' as const) : null
  let failing: Refusal | null = null
  let trouble: SyncStatus['storeTrouble'] = usual

  function read() {
    const { waiting, rejected } = store.outbox.count()
    const last = store.meta.read('last_synced_at')
    return {
      sync: { waiting, rejected, lastSyncedAt: last === null ? null : Number(last), failing, storeTrouble: trouble },
      pending: store.outbox.list(PENDING_SHOWN),
    }
  }

  function setTrouble(next: SyncStatus['storeTrouble']): void {
    if (trouble === next) return
    trouble = next
    tell(read())
  }

  return {
    read,
    failing(refusal) {
      if (failing?.code === refusal?.code) return
      failing = refusal
      tell(read())
    },
    guard(write) {
      try {
        const value = write()
        setTrouble(usual)
        return { ok: true, value }
      } catch (error) {
        const code = readSqliteCode(error)
        if (code === null) throw error
        const full = code === 'SQLITE_FULL'
        setTrouble(full ? 'full' : 'read_only')
        return { ok: false, refusal: { code: full ? 'store_full' : 'store_unavailable', params: { code } } }
      }
    },
    changed: () => tell(read()),
  }
}
