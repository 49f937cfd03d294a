import { type RefObject, useEffect, useRef, useState } from 'react'
import { findStretch, type Stretch } from './read-levels.ts'

type PlayerState = 'stopped' | 'loading' | 'playing' | 'failed'

export type Player = {
  audio: RefObject<HTMLAudioElement | null>
  state: PlayerState
  atMs: number
  toggle(): void
  seek(ms: number): void
}

/** An audio element as a player: what it does, where it is, and what is skipped on the way. */
export function usePlayer({ speed, skipped }: { speed: number; skipped: readonly Stretch[] }): Player {
  const audio = useRef<HTMLAudioElement>(null)
  const [state, setState] = useState<PlayerState>('stopped')
  const [atMs, setAtMs] = useState(0)
  useEffect(() => {
    const element = audio.current
    if (element === null) return
    const hear: Partial<Record<keyof HTMLMediaElementEventMap, () => void>> = {
      playing: () => setState('playing'),
      waiting: () => setState('loading'),
      pause: () => setState('stopped'),
      ended: () => setState('stopped'),
      error: () => setState('failed'),
      seeked: () => setAtMs(element.currentTime * 1_000),
      timeupdate: () => {
        const stretch = element.paused ? undefined : findStretch(skipped, element.currentTime * 1_000)
        if (stretch !== undefined) element.currentTime = stretch.untilMs / 1_000
        setAtMs(element.currentTime * 1_000)
      },
    }
    for (const [name, listener] of Object.entries(hear)) element.addEventListener(name, listener)
    return () => {
      for (const [name, listener] of Object.entries(hear)) element.removeEventListener(name, listener)
    }
  }, [skipped])
  useEffect(() => {
    if (audio.current !== null) audio.current.playbackRate = speed
  }, [speed])
  return {
    audio,
    state,
    atMs,
    toggle() {
      const element = audio.current
      if (element === null) return
      if (!element.paused && state !== 'failed') {
        element.pause()
        return
      }
      if (state === 'failed') element.load()
      setState('loading')
      element.playbackRate = speed
      // a browser that refuses to play says why by the error event, and here
      element.play().catch(() => setState(element.error === null ? 'stopped' : 'failed'))
    },
    seek(ms) {
      if (audio.current !== null) audio.current.currentTime = ms / 1_000
      setAtMs(ms)
    },
  }
}
