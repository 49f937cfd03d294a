import { useTranslation } from 'react-i18next'
import type { NeededField } from '#renderer/call/build-paperwork.ts'

/** "Still needed: outcome, reason"; empty when nothing is. */
export function useMissingText(): (missing: readonly NeededField[]) => string {
  const { t, i18n } = useTranslation('call')
  return (missing) => {
    if (missing.length === 0) return ''
    const names = missing.map((field) => t(`save.field.${field}`))
    return t('save.missing', { fields: new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(names) })
  }
}
