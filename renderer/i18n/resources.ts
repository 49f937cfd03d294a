import type { Locale } from '#shared/protocol/scalars.ts'

type Files = Record<string, Record<string, unknown>>

// Every feature folder brings its own words: renderer/<feature>/i18n/<language>.json, one namespace each.
const load: Record<Locale, () => Promise<{ words: Files }>> = {
  en: () => import('./words-en.ts'),
  'zh-CN': () => import('./words-zh-CN.ts'),
  'zh-TW': () => import('./words-zh-TW.ts'),
}

/** Loads all words of one language, as namespace → keys. */
export async function loadWords(language: Locale): Promise<Files> {
  const { words } = await load[language]()
  return Object.fromEntries(Object.entries(words).map(([path, keys]) => [path.split('/')[1], keys]))
}
