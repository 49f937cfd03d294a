import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { PagedPanel } from '#renderer/customer/paged-panel.tsx'
import { usePagedQuery } from '#renderer/customer/use-paged-query.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import type { CustomerId } from '#shared/protocol/ids.ts'
import type { OrderView } from '#shared/protocol/view/customer.ts'
import { OrderTable } from './order-table.tsx'

type Props = { customerId: CustomerId; onOpen: (order: OrderView) => void }

/** Every order, newest first, fifty at a time. */
export default function OrdersTab({ customerId, onOpen }: Props) {
  const { t } = useTranslation('customer')
  const paged = usePagedQuery('customer.orders', { customerId }, (page) => ({
    rows: page.orders,
    more: page.more,
    before: page.orders.at(-1)?.placedAt ?? null,
  }))
  return (
    <PagedPanel paged={paged}>
      {paged.rows.length === 0 ? (
        <EmptyState text={t('orders.empty')} />
      ) : (
        <OrderTable orders={paged.rows} onOpen={onOpen} />
      )}
      {paged.hasMore && (
        <Button variant="default" loading={paged.loadingMore} onClick={paged.loadMore} style={{ alignSelf: 'center' }}>
          {t('timeline.more')}
        </Button>
      )}
    </PagedPanel>
  )
}
