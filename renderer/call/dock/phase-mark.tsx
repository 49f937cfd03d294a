import { useTranslation } from 'react-i18next'
import { useLabel } from '#renderer/common/use-label.ts'
import { useConsole } from '#renderer/state/console-context.tsx'
import { isConfirmed } from '#renderer/state/use-live.ts'
import type { Tone } from '#renderer/ui/tone.ts'
import type { QueueId } from '#shared/protocol/ids.ts'
import styles from './phase-mark.module.css'

/** "Live call · Gold support", and that it is unconfirmed while the link is down: the console never guesses. */
export function PhaseMark({ tone, word, queueId }: { tone: Tone; word: string; queueId: QueueId }) {
  const { t } = useTranslation('call')
  const label = useLabel()
  const confirmed = useConsole(isConfirmed)
  const queue = useConsole((state) => state.catalog?.queues.find((one) => one.queueId === queueId))
  return (
    <span className={styles.mark} data-tone={tone}>
      <i className={styles.dot} aria-hidden="true" />
      <b>{word}</b>
      {!confirmed && <span className={styles.unconfirmed}>{t('live.unconfirmed')}</span>}
      {queue !== undefined && <span className="muted">{label(queue.name)}</span>}
    </span>
  )
}
