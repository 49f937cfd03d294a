import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useConsole } from '#renderer/state/console-context.tsx'
import { useNowSource } from '#renderer/ui/now.tsx'

const turnMs = 1000

/** The window's title alternates with the caller's name while it rings; without motion it stands still. */
export function useRingTitle(name: string): void {
  const { t } = useTranslation('ring')
  const source = useNowSource()
  const on = useConsole((state) => state.preferences.ringTitle)
  const text = t('title', { name })
  useEffect(() => {
    if (!on) return
    const plain = document.title
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches
    let cancel = () => {}
    const turn = (ringing: boolean) => {
      document.title = ringing ? text : plain
      if (!still) cancel = source.schedule(turnMs, () => turn(!ringing))
    }
    turn(true)
    return () => {
      cancel()
      document.title = plain
    }
  }, [on, text, source])
}
