import { useEffect, useRef } from 'react'
import { canBeCalled, type Verdict } from '#renderer/call/dial/read-verdict.ts'

/**
 * A key that is pressed before central has said whether the chosen target may be called waits for its word; when
 * another target is chosen meanwhile, it was meant for none. Answers how to press; what may not be done is not.
 */
export function usePatientPress(targetId: string | null, verdict: Verdict): (act: () => void) => void {
  const waiting = useRef<{ targetId: string; act: () => void } | null>(null)
  const isLooking = verdict.kind === 'looking'
  const isFree = canBeCalled(verdict)
  useEffect(() => {
    const press = waiting.current
    if (press === null || (isLooking && press.targetId === targetId)) return
    waiting.current = null
    if (isFree && press.targetId === targetId) press.act()
  }, [targetId, isLooking, isFree])
  return (act) => {
    if (targetId === null) return
    if (isLooking) waiting.current = { targetId, act }
    else if (isFree) act()
  }
}
