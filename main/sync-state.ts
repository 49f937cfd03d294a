import type { Clock } from '#shared/domain/clock.ts'
import { type OutboxItem, SalvageReport, type SyncStatus } from '#shared/protocol/desk-port.ts'
import type { Refusal } from '#shared/protocol/error.ts'
import { refuseStoreTrouble } from './store/file-errors.ts'
import type { Store } from './store/open-store.ts'
import type { Reserve } from './store/reserve.ts'

/** A week's work is thousands of commands; consoles show the newest and count the rest. */
const PENDING_SHOWN = 500
/** How soon it is noticed that somebody freed space. */
const LOOK_MS = 2_000

/** How the desk's paperwork stands, told anew whenever it changed. */
export interface SyncState {
  read(): { sync: SyncStatus; pending: OutboxItem[] }
  failing(refusal: Refusal | null): void
  /**
   * Runs a write; a full or broken disk becomes a refusal and a banner, anything else is a bug and throws. On a full
   * disk the reserve is given up and the write done once more before it is refused.
   */
  guard<T>(write: () => T): Attempted<T>
  changed(): void
  /** the agent has read what became of the damaged store */
  salvageSeen(): void
  stop(): void
}

type Attempted<T> = { ok: true; value: T } | { ok: false; refusal: Refusal }
type Trouble = 'full' | 'read_only' | 'nearly_full' | null

export function createSyncState(
  store: Store,
  { clock, reserve }: { clock: Clock; reserve: Reserve | null },
  tell: (state: { sync: SyncStatus; pending: OutboxItem[] }) => void,
): SyncState {
  let failing: Refusal | null = null
  let trouble: Trouble = null
  let cancelLook = () => {}

  function read() {
    const { waiting, rejected } = store.outbox.count()
    const last = store.meta.read('last_synced_at')
    const salvage = readSalvage(store.meta.read('salvage'))
    const storeTrouble = trouble ?? (salvage === null ? null : tellSalvage(salvage))
    return {
      sync: { waiting, rejected, lastSyncedAt: last === null ? null : Number(last), failing, storeTrouble, salvage },
      pending: store.outbox.list(PENDING_SHOWN),
    }
  }

  function setTrouble(next: Trouble): void {
    if (trouble === next) return
    trouble = next
    if (next !== null) lookLater()
    tellState()
  }

  /** A store whose repair is not finished cannot say how it stands: who asks it is told so by a refusal. */
  function tellState(): void {
    const state = attempt(read)
    if (state.ok) tell(state.value)
  }

  function lookLater(): void {
    cancelLook()
    cancelLook = clock.schedule(LOOK_MS, look)
  }

  /** Space may come back while nobody writes: then the banner goes, and the reserve is taken again. */
  function look(): void {
    if (trouble === 'nearly_full') setTrouble(isShort() ? 'nearly_full' : null)
    else if (trouble !== null) guard(() => store.meta.write('last_look', String(clock.now())))
    if (trouble !== null) lookLater()
  }

  const isShort = () => reserve !== null && !reserve.hold()

  function guard<T>(write: () => T): Attempted<T> {
    let done = attempt(write)
    if (!done.ok && done.refusal.code === 'store_full' && reserve?.release()) {
      setTrouble('nearly_full')
      done = attempt(write)
    }
    if (done.ok) {
      if (trouble === 'full' || trouble === 'read_only') setTrouble(isShort() ? 'nearly_full' : null)
      return done
    }
    setTrouble(done.refusal.code === 'store_full' ? 'full' : 'read_only')
    return done
  }

  if (isShort()) {
    trouble = 'nearly_full'
    lookLater()
  }
  return {
    read,
    guard,
    failing(refusal) {
      if (failing?.code === refusal?.code) return
      failing = refusal
      tellState()
    },
    changed: tellState,
    salvageSeen() {
      if (guard(() => store.meta.write('salvage', '')).ok) tellState()
    },
    stop: () => cancelLook(),
  }
}

function attempt<T>(work: () => T): Attempted<T> {
  try {
    return { ok: true, value: work() }
  } catch (error) {
    return refuseStoreTrouble(error)
  }
}

function readSalvage(text: string | null): SalvageReport | null {
  return text ? SalvageReport.parse(JSON.parse(text)) : null
}

function tellSalvage({ waiting, refused, drafts, lost }: SalvageReport): 'salvaged' | 'replaced' {
  return lost === null && waiting + refused + drafts === 0 ? 'replaced' : 'salvaged'
}
