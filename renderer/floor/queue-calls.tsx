import IconParking from '@tabler/icons-react/dist/esm/icons/IconParking.mjs'
import IconVoicemail from '@tabler/icons-react/dist/esm/icons/IconRecordMail.mjs'
import { useTranslation } from 'react-i18next'
import { useLabel } from '#renderer/common/use-label.ts'
import { useConsole } from '#renderer/state/console-context.tsx'
import { formatClock } from '#renderer/ui/format/duration.ts'
import { Section } from '#renderer/ui/section.tsx'
import type { FloorAgent } from '#shared/protocol/view/live-floor.ts'
import { CallTable } from './call-table.tsx'
import styles from './floor-page.module.css'
import type { QueueGroup } from './group-by-queue.ts'

/** One queue: who waits in it and how long, who is parked, what messages nobody has taken on, and who talks. */
export function QueueCalls({ group, agents }: { group: QueueGroup; agents: readonly FloorAgent[] }) {
  const { t } = useTranslation('floor')
  const label = useLabel()
  const queue = useConsole((state) => state.catalog?.queues.find((one) => one.queueId === group.queueId))
  const { gauge, calls, parked, voicemails } = group
  const waiting = gauge !== null && (
    <span className={styles.waiting} data-some={gauge.waiting > 0 || undefined}>
      {t('waiting', { count: gauge.waiting })}
      {gauge.waiting > 0 && ` · ${t('longest', { time: formatClock(gauge.longestWaitMs) })}`}
    </span>
  )
  const aside = (
    <span className={styles.aside}>
      {waiting}
      {parked.length > 0 && (
        <span className={styles.parked}>
          <IconParking size={14} aria-hidden="true" /> {t('parked', { count: parked.length })}
        </span>
      )}
      {voicemails.length > 0 && (
        <span className={styles.messages}>
          <IconVoicemail size={14} aria-hidden="true" /> {t('messages', { count: voicemails.length })}
        </span>
      )}
    </span>
  )
  return (
    <Section title={queue === undefined ? '…' : label(queue.name)} aside={aside}>
      {calls.length === 0 ? (
        <p className="muted small">{t('quiet')}</p>
      ) : (
        <div className={styles.calls}>
          <CallTable calls={calls} agents={agents} />
        </div>
      )}
    </Section>
  )
}
