import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { OfferKind } from '#shared/protocol/call.ts'

/** What rings: a caller of the queue, a call that a colleague hands over, or a colleague who asks about one. */
export function useRingName(): (kind: OfferKind, fromAgentName: string | null) => string {
  const { t } = useTranslation('call')
  return useCallback(
    (kind, fromAgentName) => {
      if (kind === 'queue') return t('ring.incoming')
      const name = fromAgentName ?? t('consult.colleague')
      return kind === 'transfer' ? t('ring.transfer', { name }) : t('ring.consult', { name })
    },
    [t],
  )
}
