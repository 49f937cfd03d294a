import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { SidePanel } from '#renderer/customer/side-panel.tsx'
import { StatusIcon } from '#renderer/customer/status-icons.tsx'
import { orderTone } from '#renderer/customer/tones.ts'
import { Chip } from '#renderer/ui/chip.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Section } from '#renderer/ui/section.tsx'
import tables from '#renderer/ui/table.module.css'
import type { OrderView } from '#shared/protocol/view/customer.ts'
import styles from './order-drawer.module.css'

/** One order with its goods and where the parcel is. */
export function OrderDrawer({ order, onClose }: { order: OrderView; onClose: () => void }) {
  const { t } = useTranslation('customer')
  return (
    <SidePanel title={t('orders.drawer', { number: order.number })} onClose={onClose}>
      <OrderContent order={order} />
    </SidePanel>
  )
}

function OrderContent({ order }: { order: OrderView }) {
  const { t } = useTranslation('customer')
  const format = useFormat()
  return (
    <div className={styles.content}>
      <div>
        <Chip tone={orderTone[order.status]} icon={<StatusIcon tone={orderTone[order.status]} />}>
          {t(`orderStatus.${order.status}`)}
        </Chip>{' '}
        <time className="muted">{format.full(order.placedAt)}</time>
      </div>
      <Section title={t('orders.items')}>
        <table className={tables.table}>
          <tbody>
            {order.items.map((item) => (
              <tr key={`${item.name} ${item.price.minor}`}>
                <td>{item.name}</td>
                <td data-muted="date">{t('orders.quantity', { count: item.quantity })}</td>
                <td data-align="right">{format.money(item.price)}</td>
              </tr>
            ))}
            <tr>
              <th scope="row">{t('orders.total')}</th>
              <td />
              <td data-align="right">
                <b>{format.money(order.total)}</b>
              </td>
            </tr>
          </tbody>
        </table>
      </Section>
      <Section title={t('orders.shipment')}>
        {order.shipment.length === 0 ? (
          <EmptyState text={t('orders.noShipment')} />
        ) : (
          <ol className={styles.steps}>
            {[...order.shipment].reverse().map((step) => (
              <li key={`${step.at} ${step.status}`}>
                <b>{nameStep(step.status, t)}</b>
                {step.place !== null && ` · ${step.place}`}
                <div>
                  <time className="muted small">{format.full(step.at)}</time>
                </div>
              </li>
            ))}
          </ol>
        )}
      </Section>
    </div>
  )
}

const steps = ['shipped', 'in_transit', 'carrier_exception', 'out_for_delivery', 'delivered', 'returned'] as const

/** Carriers write what they like: the usual words are translated, others stand as they came. */
function nameStep(status: string, t: TFunction<'customer'>): string {
  const known = steps.find((step) => step === status)
  return known ? t(`shipment.${known}`) : status
}
