import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Backend } from '#renderer/backend/backend.ts'
import type { DeskNotice, ShellInfo } from '#shared/protocol/desk-port.ts'
import { applyNotice } from './apply-notice.ts'
import { type ConsoleState, fromSnapshot } from './console-state.ts'

export type ConsoleStore = StoreApi<ConsoleState>
export type RunningStore = { store: ConsoleStore; stop: () => void }

/**
 * Loads the desk's snapshot and follows its notices. After a lost socket the snapshot is fetched again: what was
 * pushed meanwhile is gone. `onNotice` hears every notice after it was applied.
 */
export async function startConsoleStore(
  backend: Backend,
  shell: ShellInfo,
  onNotice: (notice: DeskNotice, store: ConsoleStore) => void,
): Promise<RunningStore> {
  let store: ConsoleStore | null = null
  const early: DeskNotice[] = []
  const hear = (notice: DeskNotice) => {
    if (store === null) {
      early.push(notice)
      return
    }
    store.setState(applyNotice(store.getState(), notice), true)
    onNotice(notice, store)
  }
  // listening begins before the snapshot is asked for, so that nothing falls between the two
  const stopListening = backend.desk.onNotice(hear)
  const first = fromSnapshot(await backend.desk.snapshot(), shell)
  const running = createStore<ConsoleState>(() => first)
  store = running
  for (const notice of early) hear(notice)

  let lost = false
  const stopReach = backend.onReach((reach) => {
    running.setState({ reach })
    if (reach.kind === 'reached' && lost) {
      void backend.desk.snapshot().then((snapshot) => {
        const { numberLink, lastWorked } = running.getState()
        running.setState({ ...fromSnapshot(snapshot, shell), numberLink, lastWorked }, true)
      })
    }
    lost = reach.kind === 'lost'
  })
  return {
    store: running,
    stop: () => {
      stopListening()
      stopReach()
    },
  }
}
