import type { Locale } from '#shared/protocol/scalars.ts'

// Every feature folder brings its own words: renderer/<feature>/i18n/<language>.json, one namespace each.
const files = import.meta.glob<Record<string, unknown>>('../*/i18n/*.json', { import: 'default' })

/** Loads all words of one language, as namespace → keys. */
export async function loadWords(language: Locale): Promise<Record<string, Record<string, unknown>>> {
  const chosen = Object.entries(files).filter(([path]) => path.endsWith(`/${language}.json`))
  const loaded = await Promise.all(chosen.map(async ([path, load]) => [path.split('/')[1], await load()] as const))
  return Object.fromEntries(loaded)
}
