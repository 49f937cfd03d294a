import { useConsole, useConsoleTools } from '#renderer/state/console-context.tsx'
import type { CallPanelKind } from '#renderer/state/console-state.ts'
import type { CallId } from '#shared/protocol/ids.ts'

/** What is open over the tabs of this call: the directory or the keypad. Pressed again, its key closes it. */
export function useCallPanel(callId: CallId | null) {
  const { store } = useConsoleTools()
  const open = useConsole(({ callPanel }) => (callPanel?.callId === callId ? callPanel.kind : null))
  return {
    open,
    close: () => store.setState({ callPanel: null }),
    toggle: (kind: CallPanelKind) => {
      if (callId !== null) store.setState({ callPanel: open === kind ? null : { callId, kind } })
    },
  }
}
