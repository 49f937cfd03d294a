import { useCallback, useState } from 'react'
import { useConsoleTools } from '#renderer/state/console-context.tsx'
import { isBusy } from '#renderer/state/selectors.ts'

/** Signs out at once when nothing is at stake, else asks first. */
export function useSignOut() {
  const { leave: leaveConsole, store, drafts } = useConsoleTools()
  const [asking, setAsking] = useState(false)
  const leave = useCallback(async () => {
    await drafts.keeper.flush()
    await leaveConsole()
  }, [leaveConsole, drafts])
  const request = useCallback(() => {
    const state = store.getState()
    if (isBusy(state) || state.sync.waiting + state.sync.rejected > 0) setAsking(true)
    else void leave()
  }, [store, leave])
  return { asking, request, leave, cancel: () => setAsking(false) }
}
