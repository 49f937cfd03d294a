import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { Locale } from '#shared/protocol/scalars.ts'
import type { Label } from '#shared/protocol/view/catalog.ts'

// made once: making a schema costs far more than reading with it
const ShownLocale = Locale.catch('en')

/** Picks a catalog label's text in the language on screen. */
export function useLabel(): (label: Label) => string {
  const language = ShownLocale.parse(useTranslation().i18n.language)
  return useCallback((label) => label[language], [language])
}
