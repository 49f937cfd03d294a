import { useTranslation } from 'react-i18next'
import { tell } from '#renderer/common/tell.ts'
import { maskCardNumbers } from '#shared/domain/cards/mask-card-numbers.ts'

/** Masks card numbers in what is typed into a search field, as soon as they are whole, and says so. */
export function useMaskedText(): (text: string) => string {
  const { t } = useTranslation('cards')
  return (text) => {
    const masked = maskCardNumbers(text)
    if (masked !== text) tell.ok(t('masked'))
    return masked
  }
}
