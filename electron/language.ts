import { z } from 'zod'
import { Locale } from '#shared/protocol/scalars.ts'

const LanguagePreference = z.object({ language: Locale.nullish() })

/** The agent's chosen language, else the system's, as far as we speak it. */
export function chooseLanguage(preferences: unknown, systemLocale: string): Locale {
  const chosen = LanguagePreference.safeParse(preferences)
  if (chosen.success && chosen.data.language) return chosen.data.language
  if (/^zh-(TW|HK|MO|Hant)/i.test(systemLocale)) return 'zh-TW'
  return /^zh/i.test(systemLocale) ? 'zh-CN' : 'en'
}
