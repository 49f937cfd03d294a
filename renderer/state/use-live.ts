import { useState } from 'react'
import type { LiveCommand } from '#shared/protocol/command/live.ts'
import { useConsole, useDispatch } from './console-context.tsx'
import type { ConsoleState } from './console-state.ts'

/** True while what the screen shows of calls is what central says now. */
export const isConfirmed = (state: ConsoleState) => state.link.kind === 'online' && state.reach.kind === 'reached'

/** Sends live commands of one control: `busy` from the press to the answer, `confirmed` false while the link is down. */
export function useLive(): { send: (command: LiveCommand) => void; busy: boolean; confirmed: boolean } {
  const dispatch = useDispatch()
  const confirmed = useConsole(isConfirmed)
  const [busy, setBusy] = useState(false)
  const send = (command: LiveCommand) => {
    setBusy(true)
    void dispatch.live(command).finally(() => setBusy(false))
  }
  return { send, busy, confirmed }
}
