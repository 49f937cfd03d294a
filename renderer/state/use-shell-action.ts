import { useEffect, useRef } from 'react'
import { useConsoleTools } from './console-context.tsx'

type ShellAction = 'answer' | 'toggle-mute' | 'end' | 'focus'

/** Runs `handler` when the shell asks for an action: a global key, or a click on the OS notification. */
export function useShellAction(action: ShellAction, handler: () => void): void {
  const { onNotice } = useConsoleTools()
  const latest = useRef(handler)
  useEffect(() => {
    latest.current = handler
  })
  useEffect(
    () =>
      onNotice((notice) => {
        if (notice.kind === 'shell' && notice.action === action) latest.current()
      }),
    [onNotice, action],
  )
}
