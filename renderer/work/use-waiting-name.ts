import { useTranslation } from 'react-i18next'
import { usePhoneFormat } from '#renderer/common/phone-text.tsx'

/** The customer's name, else their number, else that it was withheld. */
export function useWaitingName({ customerName, phone }: { customerName: string | null; phone: string | null }): string {
  const { t } = useTranslation('common')
  const formatPhone = usePhoneFormat()
  return customerName ?? (phone === null ? t('withheldCaller') : formatPhone(phone))
}
