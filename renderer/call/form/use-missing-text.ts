import { useTranslation } from 'react-i18next'
import type { NeededField } from '#renderer/call/build-paperwork.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'

/** "Still needed: outcome and reason"; empty when nothing is. */
export function useMissingText(): (missing: readonly NeededField[]) => string {
  const { t } = useTranslation('call')
  const format = useFormat()
  return (missing) =>
    missing.length === 0
      ? ''
      : t('save.missing', { fields: format.list(missing.map((field) => t(`save.field.${field}`))) })
}
