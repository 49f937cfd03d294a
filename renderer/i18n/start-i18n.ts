import { createInstance, type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { isolateText } from '#renderer/common/isolate-text.ts'
import type { Locale } from '#shared/protocol/scalars.ts'
import { rememberTexts } from './remember-texts.ts'
import { loadWords } from './resources.ts'

/** Starts i18n in one language. Words of others are loaded when they are chosen. */
export async function startI18n(language: Locale): Promise<i18n> {
  const instance = createInstance()
  await instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    supportedLngs: ['en', 'zh-CN', 'zh-TW'],
    resources: { [language]: await loadWords(language) },
    defaultNS: 'common',
    // keys such as refusal.call_ended hold the default separator
    contextSeparator: '|',
    // no markup is made of texts: a value is only kept from turning the direction of its sentence
    interpolation: { escape: isolateText },
    returnNull: false,
  })
  rememberTexts(instance)
  return instance
}

/** Switches the language on screen, loading its words first. */
export async function switchLanguage(instance: i18n, language: Locale): Promise<void> {
  if (instance.language === language) return
  const words = await loadWords(language)
  for (const [namespace, keys] of Object.entries(words))
    instance.addResourceBundle(language, namespace, keys, true, true)
  await instance.changeLanguage(language)
}
