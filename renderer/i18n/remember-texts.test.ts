import { createInstance, type i18n } from 'i18next'
import { describe, expect, test } from 'vitest'
import { rememberTexts } from './remember-texts.ts'
import { startI18n, switchLanguage } from './start-i18n.ts'

async function start(): Promise<i18n> {
  const instance = createInstance()
  await instance.init({
    lng: 'en',
    resources: { en: { call: { idle: { title: 'Idle' }, callsToday: 'called {{count}}' } } },
    interpolation: { escapeValue: false },
  })
  rememberTexts(instance)
  return instance
}

describe('texts that are remembered', () => {
  test('a text with values is made anew for every value', async () => {
    const t = (await start()).getFixedT('en', 'call')
    expect([t('callsToday', { count: 2 }), t('callsToday', { count: 3 })]).toEqual(['called 2', 'called 3'])
  })

  test('words that come later are read, also by a t that was handed out before', async () => {
    const instance = await start()
    const t = instance.getFixedT('en', 'call')
    expect(t('idle.title')).toBe('Idle')
    instance.addResourceBundle('en', 'call', { idle: { title: 'No call' } }, true, true)
    expect(t('idle.title')).toBe('No call')
  })

  test('namespaces and languages do not take each other’s texts', async () => {
    const instance = await startI18n('en')
    const english = instance.getFixedT('en', 'call')('ring.answer')
    await switchLanguage(instance, 'zh-CN')
    expect(instance.getFixedT('zh-CN', 'call')('ring.answer')).not.toBe(english)
    expect(instance.getFixedT('en', 'call')('ring.answer')).toBe(english)
  })

  test('the same t is given for the same language and namespace', async () => {
    const instance = await start()
    expect(instance.getFixedT('en', 'call')).toBe(instance.getFixedT('en', 'call'))
  })
})
