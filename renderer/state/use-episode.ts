import { useShallow } from 'zustand/react/shallow'
import { useConsole } from './console-context.tsx'
import { type Episode, readEpisode } from './selectors.ts'

/** The conversation the desk is about now, or null. */
export function useEpisode(): Episode | null {
  return useConsole(useShallow(readEpisode))
}
