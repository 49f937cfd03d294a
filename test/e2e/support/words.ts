import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

const renderer = join(import.meta.dirname, '../../../renderer')
export type Language = 'en' | 'zh-CN' | 'zh-TW'

/** Every word of the console in one language: `feature:key.path` → text. */
function readWords(language: Language): Map<string, string> {
  const words = new Map<string, string>()
  for (const file of globSync(join(renderer, '*/i18n', `${language}.json`))) {
    collect(basename(dirname(dirname(file))), JSON.parse(readFileSync(file, 'utf8')), ':', words)
  }
  return words
}

function collect(path: string, value: unknown, joint: string, words: Map<string, string>): void {
  if (typeof value === 'string') words.set(path, value)
  else for (const [key, inner] of Object.entries(value ?? {})) collect(`${path}${joint}${key}`, inner, '.', words)
}

/** English texts that must never be seen in another language: whole texts, without placeholders, that differ there. */
export function listForeignTexts(language: Language): Set<string> {
  const own = readWords(language)
  const kept = new Set(own.values())
  const foreign = [...readWords('en')].filter(
    ([key, text]) =>
      // a language is named in itself, whatever language is on screen
      text !== 'English' && own.get(key) !== text && !kept.has(text) && !text.includes('{{') && /[a-z]{3}/i.test(text),
  )
  return new Set(foreign.map(([, text]) => text))
}
