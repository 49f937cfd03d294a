import { useEffect } from 'react'
import { useConsole } from '#renderer/state/console-context.tsx'
import { useNowSource } from '#renderer/ui/now.tsx'
import { playRing } from './ring-sound.ts'

/** Rings until the offer ends or expires, as loud as the agent wants it. */
export function useRingSound(expiresAt: number): void {
  const source = useNowSource()
  const on = useConsole((state) => state.preferences.ringSound)
  const volume = useConsole((state) => state.preferences.ringVolume)
  useEffect(() => {
    const left = expiresAt - source.now()
    if (!on || left <= 0) return
    return playRing(volume, left)
  }, [on, volume, expiresAt, source])
}
