import { useNavigate, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useConsole } from '#renderer/state/console-context.tsx'
import { findActiveCall } from '#shared/domain/desk/selectors.ts'

/**
 * Brings the caller to the centre: at the ring when the agent is on the work or a customer page, at the answer from
 * everywhere. Settings and the unsent list stay open while it rings, for the agent may be in the middle of them.
 */
export function useFollowCall(): void {
  const navigate = useNavigate()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const latestPath = useRef(path)
  latestPath.current = path
  const isThere = useRouterState({
    select: ({ location }) => location.pathname === '/work' && location.searchStr === '',
  })
  const latestIsThere = useRef(isThere)
  latestIsThere.current = isThere
  const offerId = useConsole((state) => state.projection.offer?.facts.offerId ?? null)
  const callId = useConsole((state) => findActiveCall(state.projection)?.call.callId ?? null)
  useEffect(() => {
    const quiet = latestPath.current.startsWith('/work') || latestPath.current.startsWith('/customers')
    if (offerId !== null && quiet && !latestIsThere.current) void navigate({ to: '/work', search: {} })
  }, [offerId, navigate])
  useEffect(() => {
    if (callId !== null && !latestIsThere.current) void navigate({ to: '/work', search: {} })
  }, [callId, navigate])
}
