import { useMemo } from 'react'
import type { CallId } from '#shared/protocol/ids.ts'
import type { ParkedCall } from '#shared/protocol/view/floor.ts'
import { useConsole } from './console-context.tsx'
import type { ConsoleState } from './console-state.ts'
import { useLive } from './use-live.ts'

const none: readonly ParkedCall[] = []

/** Calls that this person may pick up, the longest parked first; those on the desk already are not among them. */
export function useParked(): readonly ParkedCall[] {
  const parked = useConsole((state) => state.floor?.parked ?? none)
  const calls = useConsole((state) => state.projection.calls)
  return useMemo(() => {
    const here = new Set<CallId>(calls.map(({ call }) => call.callId))
    return parked.filter((call) => !here.has(call.callId))
  }, [parked, calls])
}

/** Nothing else is in hand; who has just parked a call may take it back out of its wrap-up. */
export function mayPickUp({ projection }: Pick<ConsoleState, 'projection'>, callId: CallId): boolean {
  const { state, wrapUps } = projection
  if (state.kind === 'available' || state.kind === 'not_ready') return true
  if (state.kind !== 'wrap_up') return false
  return wrapUps.some(({ facts }) => facts.wrapUpId === state.wrapUpId && facts.callId === callId)
}

/** The call that the key and the palette pick up: one's own first, else the longest parked. Null: there is none now. */
export function useNextParked(): { call: ParkedCall | null; pickUp: () => void } {
  const parked = useParked()
  const { send, busy, confirmed } = useLive()
  const userId = useConsole((state) => state.user.userId)
  const callId = useConsole((state) => {
    const open = parked.filter((call) => mayPickUp(state, call.callId))
    return (open.find((call) => call.parkedBy === userId) ?? open[0])?.callId ?? null
  })
  const call = (confirmed && !busy && parked.find((one) => one.callId === callId)) || null
  return { call, pickUp: () => call && send({ type: 'call.pick-up', callId: call.callId }) }
}
