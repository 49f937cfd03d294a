import { useTranslation } from 'react-i18next'
import { useConsole } from '#renderer/state/console-context.tsx'
import { useDeskQuery } from '#renderer/state/queries.ts'
import { CustomerId } from '#shared/protocol/ids.ts'
import type { RingPicture } from '#shared/protocol/view/ring.ts'
import { usePhoneFormat } from './phone-text.tsx'

const nobody = CustomerId.parse('none')

/** Whom we are talking to: the linked customer, else the number, else that it is withheld. Never a guess. */
export function useCallerName(customerId: CustomerId | null, picture: RingPicture | null): string {
  const { t } = useTranslation('common')
  const formatPhone = usePhoneFormat()
  const card = useDeskQuery('customer.card', { customerId: customerId ?? nobody }, { enabled: customerId !== null })
  const created = useConsole((state) => {
    const made = state.pending.find(({ body }) => body.type === 'customer.create' && body.customerId === customerId)
    return made?.body.type === 'customer.create' ? made.body.name : null
  })
  if (customerId !== null) {
    const name = readPictureName(customerId, picture) ?? card.data?.data.card?.profile.name ?? created
    if (name !== null) return name
  }
  if (picture === null) return t('unknownCaller')
  return picture.callerNumber === null ? t('withheldCaller') : formatPhone(picture.callerNumber)
}

function readPictureName(customerId: CustomerId, picture: RingPicture | null): string | null {
  const match = picture?.match
  if (match?.kind === 'known' && match.card.profile.customerId === customerId) return match.card.profile.name
  if (match?.kind !== 'candidates') return null
  return match.candidates.find((one) => one.customer.customerId === customerId)?.customer.name ?? null
}
