import type { QueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { Backend } from '#renderer/backend/backend.ts'
import type { Clock } from '#shared/domain/clock.ts'
import type { DeskNotice } from '#shared/protocol/desk-port.ts'
import type { AudioChoiceStore } from './audio-choice.ts'
import type { ConsoleState } from './console-state.ts'
import type { ConsoleStore } from './console-store.ts'
import type { Dispatch } from './dispatch.ts'
import type { DraftStore } from './draft-store.ts'
import type { Phone, PhoneStore } from './phone-state.ts'

/** What a signed-in console works with; made once per log-in. */
export type Console = {
  backend: Backend
  clock: Clock
  newId: () => string
  store: ConsoleStore
  drafts: DraftStore
  /** the devices of this computer that the agent chose */
  audio: AudioChoiceStore
  /** the softphone, where this console is the agent's telephone */
  phone: PhoneStore
  dispatch: Dispatch
  queryClient: QueryClient
  /** Signs out at the shell and gives the screen back to the log-in. */
  leave: () => Promise<void>
  /** Hears every notice after it was applied. Returns the unsubscribe. */
  onNotice: (listener: (notice: DeskNotice) => void) => () => void
}

const ConsoleContext = createContext<Console | null>(null)
export const ConsoleProvider = ConsoleContext.Provider

export function useConsoleTools(): Console {
  const tools = useContext(ConsoleContext)
  if (tools === null) throw new Error('ConsoleProvider is missing above this component')
  return tools
}

/** Reads from the console's state; the component renders again only when the chosen value changes. */
export function useConsole<T>(select: (state: ConsoleState) => T): T {
  return useStore(useConsoleTools().store, select)
}

export function useDispatch(): Dispatch {
  return useConsoleTools().dispatch
}

export function usePhone<T>(select: (phone: Phone) => T): T {
  return useStore(useConsoleTools().phone, select)
}
