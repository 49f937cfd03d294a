import { useEffect, useRef, useState } from 'react'
import { playRing } from '#renderer/ring/ring-sound.ts'
import { useConsole } from '#renderer/state/console-context.tsx'

const testMs = 2500

/** Plays the ring once at the agent's volume. `failed`: this computer cannot sound. */
export function useRingTest(): { outcome: 'untested' | 'played' | 'failed'; play: () => void } {
  const volume = useConsole((state) => state.preferences.ringVolume)
  const [outcome, setOutcome] = useState<'untested' | 'played' | 'failed'>('untested')
  const stop = useRef(() => {})
  useEffect(() => () => stop.current(), [])
  const play = () => {
    stop.current()
    try {
      stop.current = playRing(volume, testMs)
      setOutcome('played')
    } catch {
      // no sound device, or sound is forbidden here: both are told with what to do
      setOutcome('failed')
    }
  }
  return { outcome, play }
}
