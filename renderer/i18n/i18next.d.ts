import 'i18next'
import type call from '#renderer/call/i18n/en.json'
import type cards from '#renderer/cards/i18n/en.json'
import type common from '#renderer/common/i18n/en.json'
import type customer from '#renderer/customer/i18n/en.json'
import type floor from '#renderer/floor/i18n/en.json'
import type frame from '#renderer/frame/i18n/en.json'
import type knowledge from '#renderer/knowledge/i18n/en.json'
import type login from '#renderer/login/i18n/en.json'
import type palette from '#renderer/palette/i18n/en.json'
import type ring from '#renderer/ring/i18n/en.json'
import type search from '#renderer/search/i18n/en.json'
import type settings from '#renderer/settings/i18n/en.json'
import type softphone from '#renderer/softphone/i18n/en.json'
import type unsent from '#renderer/unsent/i18n/en.json'
import type work from '#renderer/work/i18n/en.json'

// One line per feature folder: keys are checked by the compiler against the English words.
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    contextSeparator: '|'
    resources: {
      call: typeof call
      cards: typeof cards
      common: typeof common
      frame: typeof frame
      ring: typeof ring
      customer: typeof customer
      floor: typeof floor
      knowledge: typeof knowledge
      login: typeof login
      palette: typeof palette
      search: typeof search
      settings: typeof settings
      softphone: typeof softphone
      unsent: typeof unsent
      work: typeof work
    }
  }
}
