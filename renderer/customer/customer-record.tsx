import { useTranslation } from 'react-i18next'
import { useConsole } from '#renderer/state/console-context.tsx'
import { useDeskQuery } from '#renderer/state/queries.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import type { CustomerId, InteractionId } from '#shared/protocol/ids.ts'
import type { MatchReason } from '#shared/protocol/view/ring.ts'
import { CustomerCardView } from './customer-card-view.tsx'
import styles from './customer-record.module.css'
import { makePendingCard } from './pending-customer.ts'
import { QueryPanel } from './query-panel.tsx'

type Props = {
  customerId: CustomerId
  /** the call or wrap-up this record stands beside: it can be moved to another customer */
  interactionId: InteractionId | null
  matched: MatchReason | null
}

/** Customer 360°: header, facts, tabs. A card that rang with the call is already in the cache and paints at once. */
export function CustomerRecord({ customerId, interactionId, matched }: Props) {
  const { t } = useTranslation('customer')
  const pending = useConsole((state) => state.pending)
  const query = useDeskQuery('customer.card', { customerId })
  const fresh = makePendingCard(customerId, pending)
  const card = query.data?.data.card ?? fresh
  if (card) {
    const origin = query.data ?? null
    return <CustomerCardView card={card} origin={origin} interactionId={interactionId} matched={matched} />
  }
  return (
    <div className={styles.record}>
      <div className={styles.loading}>
        <QueryPanel query={query} rows={7} rowHeight={44}>
          {() => <EmptyState text={t('page.notFound')} />}
        </QueryPanel>
      </div>
    </div>
  )
}
