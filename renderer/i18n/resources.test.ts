import { describe, expect, it } from 'vitest'
import { ErrorCode } from '#shared/protocol/error.ts'
import { loadWords } from './resources.ts'

type Words = Record<string, unknown>

/** Every key with its text; plural forms count as one key, for languages have different ones. */
function flatten(words: Words, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>()
  for (const [key, value] of Object.entries(words)) {
    const name = `${prefix}${key.replace(/_(zero|one|two|few|many|other)$/, '')}`
    if (typeof value === 'string') flat.set(name, value)
    else for (const [inner, text] of flatten(value as Words, `${name}.`)) flat.set(inner, text)
  }
  return flat
}

const placeholders = (text: string) => [...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1]).sort()

const english = await loadWords('en')
const all = { 'zh-CN': await loadWords('zh-CN'), 'zh-TW': await loadWords('zh-TW') }

describe.each(Object.keys(english))('the words of %s', (namespace) => {
  const source = flatten(english[namespace] ?? {})
  describe.each(['zh-CN', 'zh-TW'] as const)('in %s', (language) => {
    const translated = flatten(all[language][namespace] ?? {})

    it('have the same keys as the English ones', () => {
      expect([...translated.keys()].sort()).toEqual([...source.keys()].sort())
    })

    it('are not empty and take the same values', () => {
      for (const [key, text] of source) {
        expect(translated.get(key), key).not.toBe('')
        expect(placeholders(translated.get(key) ?? ''), key).toEqual(placeholders(text))
      }
    })
  })
})

it('no language brings a namespace that English lacks', () => {
  for (const words of Object.values(all)) expect(Object.keys(words).sort()).toEqual(Object.keys(english).sort())
})

it('has a sentence for every way to say no', () => {
  const sentences = flatten(english.common ?? {})
  for (const code of ErrorCode.options) expect(sentences.has(`refusal.${code}`), code).toBe(true)
})
