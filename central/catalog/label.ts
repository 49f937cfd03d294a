import type { Label } from '#shared/protocol/view/catalog.ts'

/** One text in the console's three languages: English, simplified and traditional Chinese. */
export function label(en: string, simplified: string, traditional: string): Label {
  return { en, 'zh-CN': simplified, 'zh-TW': traditional }
}
