import type { Locale } from '#shared/protocol/scalars.ts'

/** Every language by its own name, as the switch shows it before log-in. */
export const languageNames: Record<Locale, string> = { en: 'English', 'zh-CN': '简体中文', 'zh-TW': '繁體中文' }

/** The first of the browser's languages that we speak; traditional script for TW, HK, MO and Hant. */
export function chooseLanguage(preferred: readonly string[]): Locale {
  for (const tag of preferred) {
    const lower = tag.toLowerCase()
    if (lower.startsWith('zh')) return /hant|-tw|-hk|-mo/.test(lower) ? 'zh-TW' : 'zh-CN'
    if (lower.startsWith('en')) return 'en'
  }
  return 'en'
}
