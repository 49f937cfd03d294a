import { useTranslation } from 'react-i18next'
import { StatusIcon } from '#renderer/customer/status-icons.tsx'
import { orderTone } from '#renderer/customer/tones.ts'
import { Chip } from '#renderer/ui/chip.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { useNow } from '#renderer/ui/now.tsx'
import tables from '#renderer/ui/table.module.css'
import type { OrderView } from '#shared/protocol/view/customer.ts'
import styles from './order-table.module.css'

/** Orders as rows; the number opens the order in a drawer, so that the call stays in view. */
export function OrderTable({ orders, onOpen }: { orders: readonly OrderView[]; onOpen: (order: OrderView) => void }) {
  const { t } = useTranslation('customer')
  const format = useFormat()
  const now = useNow(60_000)
  return (
    <table className={tables.table}>
      <thead>
        <tr>
          <th scope="col">{t('orders.number')}</th>
          <th scope="col">{t('orders.date')}</th>
          <th scope="col">{t('orders.status')}</th>
          <th scope="col" data-align="right">
            {t('orders.total')}
          </th>
        </tr>
      </thead>
      <tbody>
        {orders.map((order) => (
          <tr key={order.orderId}>
            <td>
              <button
                type="button"
                className={styles.open}
                aria-label={t('orders.open', { number: order.number })}
                onClick={() => onOpen(order)}
              >
                {order.number}
              </button>
            </td>
            <td data-muted="date">{format.day(order.placedAt, now)}</td>
            <td>
              <Chip tone={orderTone[order.status]} icon={<StatusIcon tone={orderTone[order.status]} />}>
                {t(`orderStatus.${order.status}`)}
              </Chip>
            </td>
            <td data-align="right">{format.money(order.total)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
