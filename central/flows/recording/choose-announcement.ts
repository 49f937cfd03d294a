import type { Sound } from '#central/telephony/adapter.ts'
import { Locale } from '#shared/protocol/scalars.ts'
import type { Label } from '#shared/protocol/view/catalog.ts'

const words: Label = {
  en: 'This call is recorded.',
  'zh-CN': '本次通话将被录音。',
  'zh-TW': '本次通話將被錄音。',
}

/** What customers hear before they are recorded, in their language; English for one that we do not speak. */
export function chooseAnnouncement(customerLanguage: string): Sound {
  const known = Locale.safeParse(customerLanguage)
  const language = known.success ? known.data : 'en'
  return { kind: 'say', text: words[language], language }
}
