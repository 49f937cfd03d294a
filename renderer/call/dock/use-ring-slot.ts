import { useEffect, useRef, useState } from 'react'
import { useConsole } from '#renderer/state/console-context.tsx'
import { useNowSource } from '#renderer/ui/now.tsx'
import { changeSlot, type RingSlot, settleMs, settleSlot } from './ring-slot.ts'

/** The one place where something may ring. */
export function useRingSlot(): RingSlot {
  const source = useNowSource()
  const offer = useConsole((state) => state.projection.offer)
  const [slot, setSlot] = useState<RingSlot>(() => settleSlot(offer))
  const latest = useRef(offer)
  latest.current = offer
  const shown = changeSlot(slot, offer)
  useEffect(() => setSlot((before) => changeSlot(before, offer)), [offer])
  const gone = shown.kind === 'gone' ? shown.offer.facts.offerId : null
  useEffect(() => {
    if (gone === null) return
    return source.schedule(settleMs, () => setSlot(settleSlot(latest.current)))
  }, [gone, source])
  return shown
}
