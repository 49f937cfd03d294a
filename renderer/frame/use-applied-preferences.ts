import { useMantineColorScheme } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { switchLanguage } from '#renderer/i18n/start-i18n.ts'
import { useConsole } from '#renderer/state/console-context.tsx'
import { rememberLanguage } from '#renderer/state/remembered.ts'

/** Puts the agent's own settings on the page, whenever any window of this desk changes them. */
export function useAppliedPreferences(): void {
  const { i18n } = useTranslation()
  const { setColorScheme } = useMantineColorScheme()
  const { language, theme, density, textSize } = useConsole((state) => state.preferences)
  useEffect(() => {
    if (language === null) return
    rememberLanguage(language)
    void switchLanguage(i18n, language)
  }, [i18n, language])
  // Mantine makes the function anew at every render, and every call of it restyles the whole page
  const latestSet = useRef(setColorScheme)
  latestSet.current = setColorScheme
  useEffect(() => latestSet.current(theme === 'system' ? 'auto' : theme), [theme])
  useEffect(() => {
    const page = document.documentElement
    page.dataset.density = density
    page.style.setProperty('--text-scale', String(textSize / 100))
  }, [density, textSize])
}
