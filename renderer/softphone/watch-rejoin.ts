import type { Console } from '#renderer/state/console-context.tsx'
import { isConfirmed } from '#renderer/state/use-live.ts'
import { findActiveCall, isInConversation } from '#shared/domain/desk/selectors.ts'
import type { LiveCommand } from '#shared/protocol/command/live.ts'
import type { CallId } from '#shared/protocol/ids.ts'

/** A sound that ends is followed by the end of its call, or by another leg, within this. */
const graceMs = 1_500
/** Asked again while the call is without sound: the one before may have rung at a page that is gone. */
const againMs = 3_000

type Tools = Pick<Console, 'store' | 'phone' | 'clock' | 'backend'>

/**
 * Asks for the sound of a call that goes on without it: at once in a page that was loaded in the middle of the call,
 * after a moment where the sound was here and is gone. A page whose desk was away, and whose sound was not, says so
 * before the customer is given music for nothing. Returns the stop.
 */
export function watchRejoin({ store, phone, clock, backend }: Tools): () => void {
  const begun = readTalk()
  /** the call whose sound belongs here, and whether it has sounded in this page */
  let own: { callId: CallId; isLate: boolean } | null = begun === null ? null : { callId: begun, isLate: false }
  let cancel: (() => void) | null = null
  let wasConfirmed = isConfirmed(store.getState())
  let hasAsked = false

  function readTalk(): CallId | null {
    const entry = findActiveCall(store.getState().projection)
    return entry !== null && isInConversation(entry) ? entry.call.callId : null
  }
  const isSilent = () => {
    const ready = phone.getState().state.kind === 'ready' && isConfirmed(store.getState())
    return ready && own !== null && own.callId === readTalk()
  }
  const relax = () => {
    cancel?.()
    cancel = null
  }
  // not by way of the screen's buttons: what is refused here is no answer to anything that the agent did
  const send = (command: LiveCommand) => backend.desk.send({ kind: 'live', command })

  async function ask(): Promise<void> {
    if (!isSilent() || own === null) return relax()
    cancel = clock.schedule(againMs, () => void ask())
    hasAsked = true
    await send({ type: 'call.rejoin', callId: own.callId })
  }
  const look = () => {
    const { state } = phone.getState()
    const callId = readTalk()
    const confirmed = isConfirmed(store.getState())
    if (state.kind === 'talking' && callId !== null) {
      // in the desktop app a page loaded anew finds its sound where it was
      const isFound = own?.isLate === false && !hasAsked
      own = { callId, isLate: true }
      if (confirmed && (isFound || !wasConfirmed)) void send({ type: 'call.attach', callId })
    }
    wasConfirmed = confirmed
    if (!isSilent()) return relax()
    if (cancel !== null) return
    if (own?.isLate === true) cancel = clock.schedule(graceMs, () => void ask())
    else void ask()
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
