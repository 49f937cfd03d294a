import { useEffect } from 'react'
import { useConsole, useConsoleTools } from '#renderer/state/console-context.tsx'
import { isBusy } from '#renderer/state/selectors.ts'

/**
 * Asks before the window closes during a call or wrap-up, writes what was typed as the page is hidden, and decides on
 * numbers that were held back as the person leaves a field.
 */
export function useLeaveGuard(): void {
  const { drafts } = useConsoleTools()
  const busy = useConsole(isBusy)
  useEffect(() => {
    if (!busy) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [busy])
  useEffect(() => {
    const settle = () => drafts.settle()
    document.addEventListener('focusout', settle)
    return () => document.removeEventListener('focusout', settle)
  }, [drafts])
  useEffect(() => {
    const write = () => void drafts.keeper.flush()
    document.addEventListener('visibilitychange', write)
    window.addEventListener('pagehide', write)
    return () => {
      document.removeEventListener('visibilitychange', write)
      window.removeEventListener('pagehide', write)
    }
  }, [drafts])
}
