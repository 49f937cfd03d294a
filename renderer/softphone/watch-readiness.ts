import type { Console } from '#renderer/state/console-context.tsx'
import type { PhoneProblem } from '#renderer/state/phone-state.ts'
import { isConfirmed } from '#renderer/state/use-live.ts'

/** A socket that breaks and comes back at once is no reason; nobody is called meanwhile who could not answer. */
const patienceMs: Partial<Record<PhoneProblem, number>> = { registration: 4_000, credentials: 4_000 }

/**
 * Nobody stays available whose microphone or registration is gone: the agent goes not ready by the rule `phone_down`,
 * which the screen names. Whatever made them available: a button, the end of a wrap-up, the desktop's tray. Never
 * brings anybody back, for that is the agent's own choice. Returns the stop.
 */
export function watchReadiness({
  store,
  phone,
  clock,
  dispatch,
}: Pick<Console, 'store' | 'phone' | 'clock' | 'dispatch'>): () => void {
  let cancel: (() => void) | null = null
  const relax = () => {
    cancel?.()
    cancel = null
  }
  const isExposed = () => {
    const { kind } = store.getState().projection.state
    return kind === 'available' && isConfirmed(store.getState()) && phone.getState().state.kind === 'failed'
  }
  const look = () => {
    if (!isExposed()) return relax()
    if (cancel !== null) return
    const { state } = phone.getState()
    const delay = state.kind === 'failed' ? (patienceMs[state.problem] ?? 0) : 0
    cancel = clock.schedule(delay, () => {
      if (!isExposed()) return relax()
      void dispatch
        .live({ type: 'agent.set-state', state: { kind: 'not_ready', reason: 'phone_down' } })
        .then((answer) => {
          // refused because the link is down, for one: tried again when anything changes
          if (!answer.ok) relax()
        })
    })
  }
  const stopStore = store.subscribe(look)
  const stopPhone = phone.subscribe(look)
  look()
  return () => {
    relax()
    stopStore()
    stopPhone()
  }
}
