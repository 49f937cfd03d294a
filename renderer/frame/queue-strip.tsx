import { Popover, UnstyledButton } from '@mantine/core'
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs'
import IconEye from '@tabler/icons-react/dist/esm/icons/IconEye.mjs'
import { useTranslation } from 'react-i18next'
import { useLabel } from '#renderer/common/use-label.ts'
import { useConsole } from '#renderer/state/console-context.tsx'
import { servesNoQueue } from '#renderer/state/selectors.ts'
import { formatClock } from '#renderer/ui/format/duration.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import type { QueueGauge } from '#shared/protocol/view/floor.ts'
import styles from './queue-strip.module.css'

const shownCount = 3

/** Up to three of my queues, or of those I only watch, in an order that never changes; one below its target is always among them. */
export function QueueStrip() {
  const { t } = useTranslation('frame')
  const queues = useConsole((state) => state.floor?.queues)
  const order = useConsole((state) => state.catalog?.queues)
  const watched = useConsole(servesNoQueue)
  if (queues === undefined || queues.length === 0) return null
  const ordered = sortBy(queues, ({ queueId }) => order?.findIndex((one) => one.queueId === queueId) ?? 0)
  const chosen = new Set(sortBy(ordered, (queue) => (queue.belowTarget ? 0 : 1)).slice(0, shownCount))
  const rest = ordered.filter((queue) => !chosen.has(queue))
  return (
    <section className={styles.strip} aria-label={t(watched ? 'region.watchedQueues' : 'region.queues')}>
      {watched && (
        <span className={styles.heading} title={t('region.watchedQueues')}>
          <IconEye size={15} aria-hidden="true" />
          <span className={styles.word}>{t('queue.watching')}</span>
        </span>
      )}
      {ordered
        .filter((queue) => chosen.has(queue))
        .map((queue) => (
          <QueueChip key={queue.queueId} queue={queue} />
        ))}
      {rest.length > 0 && (
        <Popover position="bottom-start">
          <Popover.Target>
            <UnstyledButton className={styles.chip} aria-label={t('queue.moreLabel', { count: rest.length })}>
              {t('queue.more', { count: rest.length })}
            </UnstyledButton>
          </Popover.Target>
          <Popover.Dropdown className={styles.rest}>
            {rest.map((queue) => (
              <QueueChip key={queue.queueId} queue={queue} />
            ))}
          </Popover.Dropdown>
        </Popover>
      )}
    </section>
  )
}

function QueueChip({ queue }: { queue: QueueGauge }) {
  const { t } = useTranslation('frame')
  const format = useFormat()
  const label = useLabel()
  const option = useConsole((state) => state.catalog?.queues.find((one) => one.queueId === queue.queueId))
  const level = queue.serviceLevel === null ? t('queue.noCalls') : format.percent(queue.serviceLevel)
  const longest = t('queue.longest', { time: formatClock(queue.longestWaitMs) })
  return (
    <span
      className={styles.chip}
      data-bad={queue.belowTarget || undefined}
      title={queue.waiting > 0 ? longest : undefined}
    >
      {queue.belowTarget && <IconAlertTriangle size={14} aria-label={t('queue.below')} />}
      <span className={styles.name}>{option === undefined ? '…' : label(option.name)}</span>
      <b className="num">{queue.waiting}</b>
      <span className={styles.word}>{t('queue.waitingWord')}</span>
      <i className={styles.line} data-with-words={queue.serviceLevel === null || undefined} />
      {queue.serviceLevel === null ? <span className={styles.word}>{level}</span> : <b className="num">{level}</b>}
    </span>
  )
}

function sortBy<T>(items: readonly T[], rank: (item: T) => number): T[] {
  return [...items].sort((a, b) => rank(a) - rank(b))
}
