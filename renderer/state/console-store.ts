import { createStore, type StoreApi } from 'zustand/vanilla'
import { askPatiently } from '#renderer/backend/ask-patiently.ts'
import type { Backend } from '#renderer/backend/backend.ts'
import type { Clock } from '#shared/domain/clock.ts'
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
  clock: Clock,
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
  const first = await backend.desk.snapshot().catch((error: unknown) => {
    stopListening()
    throw error
  })
  const running = createStore<ConsoleState>(() => fromSnapshot(first, shell))
  store = running
  for (const notice of early) hear(notice)

  let lost = false
  let stopCatchingUp = () => {}
  const catchUp = () => {
    stopCatchingUp()
    stopCatchingUp = askPatiently({
      ask: () => backend.desk.snapshot(),
      clock,
      onAnswer: (snapshot) => {
        const { numberLink, lastWorked, callPanel, dialled } = running.getState()
        const kept = { numberLink, lastWorked, callPanel, dialled }
        running.setState({ ...fromSnapshot(snapshot, shell), ...kept }, true)
      },
      onError: (error) => {
        throw error
      },
    })
  }
  const stopReach = backend.onReach((reach) => {
    if (reach.kind === 'lost') stopCatchingUp()
    else if (lost) catchUp()
    lost = reach.kind === 'lost'
    running.setState({ reach })
  })
  return {
    store: running,
    stop: () => {
      stopListening()
      stopReach()
      stopCatchingUp()
    },
  }
}
