import { z } from 'zod'
import { Locale } from '#shared/protocol/scalars.ts'

/** What this shell reads of an agent's preferences; the console writes them. Unknown values fall back one by one. */
export const ShellPreferences = z.object({
  language: Locale.nullable().catch(null).default(null),
  /** opt-in: keys that work while another window is in front */
  globalKeys: z.boolean().catch(false).default(false),
  ringNotification: z.boolean().catch(true).default(true),
})
export type ShellPreferences = z.infer<typeof ShellPreferences>

/** The agent's chosen language, else the system's, as far as we speak it. */
export function chooseLanguage(chosen: Locale | null, systemLocale: string): Locale {
  if (chosen !== null) return chosen
  if (/^zh-(TW|HK|MO|Hant)/i.test(systemLocale)) return 'zh-TW'
  return /^zh/i.test(systemLocale) ? 'zh-CN' : 'en'
}
