import { useTranslation } from 'react-i18next'
import { useDeskQuery } from '#renderer/state/queries.ts'
import { Chip } from '#renderer/ui/chip.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { useNow } from '#renderer/ui/now.tsx'
import type { CustomerId } from '#shared/protocol/ids.ts'
import type { OpportunityView } from '#shared/protocol/view/customer.ts'
import { QueryPanel } from './query-panel.tsx'
import { StatusIcon } from './status-icons.tsx'
import styles from './table.module.css'
import { opportunityTone } from './tones.ts'

/** What may still be sold. */
export default function OpportunitiesTab({ customerId }: { customerId: CustomerId }) {
  const { t } = useTranslation('customer')
  const query = useDeskQuery('customer.opportunities', { customerId })
  return (
    <QueryPanel query={query}>
      {({ opportunities }) =>
        opportunities.length === 0 ? (
          <EmptyState text={t('opportunities.empty')} />
        ) : (
          <OpportunityTable opportunities={opportunities} />
        )
      }
    </QueryPanel>
  )
}

function OpportunityTable({ opportunities }: { opportunities: readonly OpportunityView[] }) {
  const { t } = useTranslation('customer')
  const format = useFormat()
  const now = useNow(60_000)
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('opportunities.title')}</th>
          <th scope="col">{t('opportunities.stage')}</th>
          <th scope="col">{t('opportunities.closes')}</th>
          <th scope="col">{t('opportunities.owner')}</th>
          <th scope="col" className={styles.right}>
            {t('opportunities.amount')}
          </th>
        </tr>
      </thead>
      <tbody>
        {opportunities.map((one) => (
          <tr key={one.opportunityId}>
            <td>
              <b>{one.title}</b>
            </td>
            <td>
              <Chip tone={opportunityTone[one.stage]} icon={<StatusIcon tone={opportunityTone[one.stage]} />}>
                {t(`opportunityStage.${one.stage}`)}
              </Chip>
            </td>
            <td className={styles.date}>{one.closesAt === null ? t('facts.none') : format.day(one.closesAt, now)}</td>
            <td className="muted">{one.ownerName ?? t('facts.none')}</td>
            <td className={styles.right}>{format.money(one.amount)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
