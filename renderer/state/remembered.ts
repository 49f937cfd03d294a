import { chooseLanguage } from '#renderer/i18n/languages.ts'
import { Locale } from '#shared/protocol/scalars.ts'

const languageKey = 'ringdesk.language'

/** The language of the last visit, before log-in tells whose preferences count; else the browser's. */
export function recallLanguage(): Locale {
  const remembered = Locale.safeParse(localStorage.getItem(languageKey))
  return remembered.success ? remembered.data : chooseLanguage(navigator.languages)
}

export function rememberLanguage(language: Locale): void {
  localStorage.setItem(languageKey, language)
}
