import 'i18next'
import type call from '#renderer/call/i18n/en.json'
import type common from '#renderer/common/i18n/en.json'
import type frame from '#renderer/frame/i18n/en.json'
import type ring from '#renderer/ring/i18n/en.json'
import type work from '#renderer/work/i18n/en.json'

// One line per feature folder: keys are checked by the compiler against the English words.
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    contextSeparator: '|'
    resources: {
      call: typeof call
      common: typeof common
      frame: typeof frame
      ring: typeof ring
      work: typeof work
    }
  }
}
