import { useConsole } from '#renderer/state/console-context.tsx'
import { servesNoQueue } from '#renderer/state/selectors.ts'
import { useLive } from '#renderer/state/use-live.ts'
import { useShortcut } from '#renderer/state/use-shortcut.ts'
import type { RequestedState } from '#shared/protocol/agent-state.ts'

/** Ctrl+1…4, whether the menu is open or not. */
export function useStateShortcuts(): void {
  const { send, confirmed } = useLive()
  const choose = (state: RequestedState) => send({ type: 'agent.set-state', state })
  const noQueue = useConsole(servesNoQueue)
  useShortcut('available', () => choose({ kind: 'available' }), confirmed && !noQueue)
  useShortcut('break', () => choose({ kind: 'not_ready', reason: 'break' }), confirmed)
  useShortcut('lunch', () => choose({ kind: 'not_ready', reason: 'lunch' }), confirmed)
  useShortcut('meeting', () => choose({ kind: 'not_ready', reason: 'meeting' }), confirmed)
}
