import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Locale } from '#shared/protocol/scalars.ts'
import { chooseLanguage } from './shell-preferences.ts'
import { texts } from './texts.ts'

describe.each(Locale.options)('the shell’s words in %s', (language) => {
  it('name states as the console does', () => {
    const path = `../renderer/frame/i18n/${language}.json`
    const frame = JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'))
    expect(frame.state).toMatchObject(texts[language].state)
    expect(frame.reason).toEqual(texts[language].reason)
    expect(frame.state.unconfirmed).toBe(texts[language].unconfirmed)
  })

  it('are all there and none is left in English', () => {
    const { state, reason, ...plain } = texts[language]
    const say = (words: object) => Object.values(words).flatMap((word) => (typeof word === 'string' ? [word] : []))
    for (const word of [...say(plain), ...say(state), ...say(reason)]) {
      expect(word.trim()).not.toBe('')
      if (language !== 'en') expect(word).toMatch(/\p{Script=Han}/u)
    }
  })
})

describe('the language', () => {
  it.each([
    [null, 'en-GB', 'en'],
    [null, 'de', 'en'],
    [null, 'zh', 'zh-CN'],
    [null, 'zh-Hans-SG', 'zh-CN'],
    [null, 'zh-TW', 'zh-TW'],
    [null, 'zh-HK', 'zh-TW'],
    [null, 'zh-Hant', 'zh-TW'],
    ['en', 'zh-TW', 'en'],
  ] as const)('chosen %s on a system in %s is %s', (chosen, system, language) => {
    expect(chooseLanguage(chosen, system)).toBe(language)
  })
})
