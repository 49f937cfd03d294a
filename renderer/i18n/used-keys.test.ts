import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { composedKeys } from './composed-keys.ts'
import { loadWords } from './resources.ts'

const renderer = join(import.meta.dirname, '..')
const sources = globSync('**/*.{ts,tsx}', { cwd: renderer, exclude: ['**/*.test.*', '**/testing/**', 'i18n/**'] })
const english = await loadWords('en')
const known = new Set(Object.entries(english).flatMap(([feature, words]) => listKeys(words, `${feature}:`)))

it('every key is used, and every key put together at run time exists', () => {
  const written = sources.map(readUses)
  const composed = new Set(written.flatMap((file) => file.composed))
  expect([...composed].sort(), 'patterns in the source, and their lines in composed-keys.ts').toEqual(
    Object.keys(composedKeys).sort(),
  )
  const expanded = Object.entries(composedKeys).flatMap(([pattern, values]) => expand(pattern, values))
  expect(expanded.filter((key) => !known.has(key))).toEqual([])
  const used = new Set([...expanded, ...written.flatMap((file) => file.plain)])
  expect([...known].filter((key) => !used.has(key))).toEqual([])
})

/** `feature:key.path` of every text; plural forms count as one key. */
function listKeys(words: object, prefix: string): string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [prefix + key.replace(/_(zero|one|other)$/, '')] : listKeys(value, `${prefix}${key}.`),
  )
}

/** The keys one file names. A word without a dot counts only inside `t(…)`: 'title' alone may mean anything. */
function readUses(path: string): { plain: string[]; composed: string[] } {
  const text = readFileSync(join(renderer, path), 'utf8')
  const asked = [...text.matchAll(/(?:useTranslation\(|TFunction<)\[?([^\])>]*)/g)].flatMap(([, names = '']) =>
    [...names.matchAll(/'(\w+)'/g)].map(([, name = '']) => name),
  )
  const features = new Set([...asked, path.split('/')[0] ?? '', ...(/useTranslation\(\)/.test(text) ? ['common'] : [])])
  const spell = (key: string) => (key.includes(':') ? [key] : [...features].map((feature) => `${feature}:${key}`))
  const inT = new Set([...text.matchAll(/\bt\(([^\n]*)/g)].flatMap(([, call = '']) => listQuoted(call)))
  const plain = listQuoted(text)
    .filter((key) => key.includes('.') || inT.has(key))
    .flatMap(spell)
    .filter((key) => known.has(key))
  const composed = [...text.matchAll(/`([\w:.-]*\.\$\{[^`]*)`/g)]
    .map(([, template = '']) => template.replace(/\$\{[^}]*\}/g, '*'))
    .flatMap(spell)
    .filter((pattern) => [...known].some((key) => key.startsWith(pattern.split('*')[0] ?? '')))
  return { plain, composed }
}

const listQuoted = (text: string): string[] => [...text.matchAll(/'([\w:.-]+)'/g)].map(([, quoted = '']) => quoted)

/** Every key a pattern stands for, one value list for each gap. */
function expand(pattern: string, values: readonly (readonly string[])[]): string[] {
  const [first, ...rest] = values
  if (first === undefined) return [pattern]
  return first.flatMap((value) =>
    expand(
      pattern.replace('*', () => value),
      rest,
    ),
  )
}
