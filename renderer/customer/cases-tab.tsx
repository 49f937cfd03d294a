import { useTranslation } from 'react-i18next'
import { useDeskQuery } from '#renderer/state/queries.ts'
import { Chip } from '#renderer/ui/chip.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { useNow } from '#renderer/ui/now.tsx'
import type { CustomerId } from '#shared/protocol/ids.ts'
import type { CaseView } from '#shared/protocol/view/customer.ts'
import { QueryPanel } from './query-panel.tsx'
import { StatusIcon } from './status-icons.tsx'
import styles from './table.module.css'
import { caseTone, priorityTone } from './tones.ts'

/** Work that outlives one contact. */
export default function CasesTab({ customerId }: { customerId: CustomerId }) {
  const { t } = useTranslation('customer')
  const query = useDeskQuery('customer.cases', { customerId })
  return (
    <QueryPanel query={query}>
      {({ cases }) => (cases.length === 0 ? <EmptyState text={t('cases.empty')} /> : <CaseTable cases={cases} />)}
    </QueryPanel>
  )
}

function CaseTable({ cases }: { cases: readonly CaseView[] }) {
  const { t } = useTranslation('customer')
  const format = useFormat()
  const now = useNow(60_000)
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('cases.number')}</th>
          <th scope="col">{t('cases.subject')}</th>
          <th scope="col">{t('cases.status')}</th>
          <th scope="col">{t('cases.priority')}</th>
          <th scope="col">{t('cases.owner')}</th>
          <th scope="col" className={styles.right}>
            {t('cases.updated')}
          </th>
        </tr>
      </thead>
      <tbody>
        {cases.map((one) => (
          <tr key={one.caseId}>
            <td>
              <b>{one.number}</b>
            </td>
            <td>{one.subject}</td>
            <td>
              <Chip tone={caseTone[one.status]} icon={<StatusIcon tone={caseTone[one.status]} />}>
                {t(`caseStatus.${one.status}`)}
              </Chip>
            </td>
            <td>
              <Chip tone={priorityTone[one.priority]} icon={<StatusIcon tone={priorityTone[one.priority]} />}>
                {t(`priority.${one.priority}`)}
              </Chip>
            </td>
            <td className="muted">{one.ownerName ?? t('facts.none')}</td>
            <td className={`${styles.right} ${styles.date}`}>{format.moment(one.updatedAt, now)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
