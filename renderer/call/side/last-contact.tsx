import { useTranslation } from 'react-i18next'
import { joinParts } from '#renderer/common/isolate-text.ts'
import { useLabel } from '#renderer/common/use-label.ts'
import { useDeskQuery } from '#renderer/state/queries.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { useNow } from '#renderer/ui/now.tsx'
import { Section } from '#renderer/ui/section.tsx'
import { CustomerId } from '#shared/protocol/ids.ts'
import styles from './last-contact.module.css'

const nobody = CustomerId.parse('none')

/** What was said last time: enough to pick up where it was left. */
export function LastContact({ customerId }: { customerId: CustomerId | null }) {
  const { t } = useTranslation('call')
  const format = useFormat()
  const label = useLabel()
  const now = useNow(60_000)
  const query = useDeskQuery('customer.card', { customerId: customerId ?? nobody }, { enabled: customerId !== null })
  const last = query.data?.data.card?.recentInteractions.find((one) => one.result !== 'open')
  if (customerId === null) return null
  const facts =
    last &&
    joinParts(
      last.agentName,
      last.durationMs === null ? null : format.duration(last.durationMs),
      last.queueName && label(last.queueName),
      format.moment(last.startedAt, now),
    )
  return (
    <Section title={t('script.last')}>
      {last === undefined || facts === undefined ? (
        <p className="small muted">{t('script.noLast')}</p>
      ) : (
        <div className={styles.last}>
          {last.subject !== null && <b>{last.subject}</b>}
          {last.summary !== null && <p>{last.summary}</p>}
          <p className="small muted">{facts}</p>
        </div>
      )}
    </Section>
  )
}
