import { useTranslation } from 'react-i18next'
import { tell } from '#renderer/common/tell.ts'
import { useDispatch } from '#renderer/state/console-context.tsx'
import type { InteractionId } from '#shared/protocol/ids.ts'
import type { CustomerSummary } from '#shared/protocol/view/customer.ts'

/** Links a call to a customer, or to nobody for now. Resolves true once the desk holds it. */
export function useLinkCall(
  interactionId: InteractionId,
): (customer: Pick<CustomerSummary, 'customerId' | 'name'> | null) => Promise<boolean> {
  const { t } = useTranslation('customer')
  const dispatch = useDispatch()
  return async (customer) => {
    const customerId = customer?.customerId ?? null
    const answer = await dispatch.paperwork([{ type: 'interaction.link', interactionId, customerId }])
    if (answer.ok) {
      tell.ok(customer ? t('relink.done', { name: customer.name }) : t('candidates.linkedLater'))
    }
    return answer.ok
  }
}
