import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Clock } from '#shared/domain/clock.ts'
import type { Desk } from '#shared/protocol/desk-port.ts'
import { type CardGuard, type Cover, type Guarded, makeCardGuard } from './card-guard.ts'
import type { ConsoleState } from './console-state.ts'
import { type DraftFields, type DraftKeeper, type DraftStatus, makeDraftKeeper } from './draft-keeper.ts'

/**
 * What this window has typed and not yet heard back from the desk. `held`: a number at the cursor is not on the disk,
 * because it may become a card's.
 */
export type LocalDraft = { fields: DraftFields; status: DraftStatus; held: boolean }
export type DraftStore = {
  local: StoreApi<Record<string, LocalDraft>>
  /** `edit` and `flush` see to it that no card number is saved; what is masked on the screen is in `local` */
  keeper: DraftKeeper
  /** The person turned away from what they type: numbers that were held back are masked or saved. */
  settle(key?: string): void
  /** While card data are taken every long number is covered as it is typed; null: no more. */
  coverWith(cover: Cover | null): void
  /** The same for a field that is no draft. */
  cover(before: string, text: string): string
}

/** Drafts as this window types them, in front of the desk's saved ones. `onMasked`: a card number was masked. */
export function makeDraftStore(
  desk: Pick<Desk, 'send'>,
  clock: Clock,
  console: { getState(): Pick<ConsoleState, 'drafts'> },
  onMasked: () => void,
): DraftStore {
  let covering: Cover | null = null
  const guards = new Map<string, CardGuard>()
  const local = createStore<Record<string, LocalDraft>>(() => ({}))
  const keeper = makeDraftKeeper({
    desk,
    clock,
    readRevision: (key) => console.getState().drafts[key]?.revision ?? 0,
    onStatus: (key, status) => {
      const known = local.getState()[key]
      if (known !== undefined) local.setState({ [key]: { ...known, status } })
    },
  })

  function guardOf(key: string): CardGuard {
    const guard = guards.get(key) ?? makeCardGuard()
    guards.set(key, guard)
    return guard
  }

  function keep(key: string, { screen, stored, held, masked }: Guarded): void {
    local.setState({ [key]: { fields: screen, status: { kind: 'saving' }, held } })
    keeper.edit(key, stored)
    if (masked) onMasked()
  }

  function settle(key?: string): void {
    for (const [name, draft] of Object.entries(local.getState())) {
      if (draft.held && (key === undefined || key === name)) keep(name, guardOf(name).settle(draft.fields))
    }
  }

  return {
    local,
    settle,
    coverWith(cover) {
      covering = cover
    },
    cover: (before, text) => String(covering?.({ text: before }, { text }).text ?? text),
    keeper: {
      edit(key, fields) {
        const before = local.getState()[key]?.fields ?? console.getState().drafts[key]?.fields ?? {}
        keep(key, guardOf(key).edit(before, fields, covering))
      },
      flush(key) {
        settle(key)
        return keeper.flush(key)
      },
      forget(key) {
        guards.delete(key)
        keeper.forget(key)
        const { [key]: _gone, ...rest } = local.getState()
        local.setState(rest, true)
      },
    },
  }
}
