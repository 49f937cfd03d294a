import { type FieldErrors, type FieldPath, type FieldValues, get } from 'react-hook-form'
import { useTranslation } from 'react-i18next'

const reasons = ['required', 'email', 'phone', 'country', 'timeZone'] as const

/** The sentence under a field that does not fit, or nothing. */
export function useInvalid<T extends FieldValues>(errors: FieldErrors<T>): (field: FieldPath<T>) => string | undefined {
  const { t } = useTranslation('customer')
  return (field) => {
    const error: { message?: string } | undefined = get(errors, field)
    if (!error) return undefined
    // personText says how many characters there may be: "too_long 200"
    const [word, limit] = error.message?.split(' ') ?? []
    if (word === 'too_long') return t('invalid.tooLong', { count: Number(limit) })
    return t(`invalid.${reasons.find((one) => one === word) ?? 'text'}`)
  }
}
