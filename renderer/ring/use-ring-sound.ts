import { useEffect } from 'react'
import { useConsole, useConsoleTools } from '#renderer/state/console-context.tsx'
import { isConfirmed } from '#renderer/state/use-live.ts'
import { useNowSource } from '#renderer/ui/now.tsx'
import type { OfferFacts } from '#shared/protocol/call.ts'
import { playRing } from './ring-sound.ts'

/**
 * Rings until the offer ends or expires, as loud as the agent wants it. This machine's clock may just have been set
 * ahead: an offer that central still holds rings, whatever that clock says of its end.
 */
export function useRingSound({ offeredAt, expiresAt }: Pick<OfferFacts, 'offeredAt' | 'expiresAt'>): void {
  const { store } = useConsoleTools()
  const source = useNowSource()
  const on = useConsole((state) => state.preferences.ringSound)
  const volume = useConsole((state) => state.preferences.ringVolume)
  useEffect(() => {
    const left = expiresAt - source.now()
    if (!on || (left <= 0 && !isConfirmed(store.getState()))) return
    return playRing(volume, left > 0 ? left : expiresAt - offeredAt)
  }, [on, volume, offeredAt, expiresAt, source, store])
}
