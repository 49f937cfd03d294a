import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Clock } from '#shared/domain/clock.ts'
import type { Desk } from '#shared/protocol/desk-port.ts'
import type { ConsoleStore } from './console-store.ts'
import { type DraftFields, type DraftKeeper, type DraftStatus, makeDraftKeeper } from './draft-keeper.ts'

/** What this window has typed and not yet heard back from the desk. */
export type LocalDraft = { fields: DraftFields; status: DraftStatus }
export type DraftStore = { local: StoreApi<Record<string, LocalDraft>>; keeper: DraftKeeper }

/** Drafts as this window types them, in front of the desk's saved ones. */
export function makeDraftStore(desk: Pick<Desk, 'send'>, clock: Clock, console: ConsoleStore): DraftStore {
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
  return {
    local,
    keeper: {
      ...keeper,
      edit(key, fields) {
        local.setState({ [key]: { fields, status: { kind: 'saving' } } })
        keeper.edit(key, fields)
      },
      forget(key) {
        keeper.forget(key)
        const { [key]: _gone, ...rest } = local.getState()
        local.setState(rest, true)
      },
    },
  }
}
