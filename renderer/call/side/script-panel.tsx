import { useTranslation } from 'react-i18next'
import { useLabel } from '#renderer/common/use-label.ts'
import { useConsole } from '#renderer/state/console-context.tsx'
import type { Episode } from '#renderer/state/selectors.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { LastContact } from './last-contact.tsx'
import styles from './script-panel.module.css'

/** The queue's greeting and steps, with the last contact below. */
export function ScriptPanel({ episode }: { episode: Episode }) {
  const { t } = useTranslation('call')
  const label = useLabel()
  const scriptId = useConsole(
    (state) =>
      episode.picture?.scriptId ?? state.catalog?.queues.find((one) => one.queueId === episode.queueId)?.scriptId,
  )
  const script = useConsole((state) => state.catalog?.scripts.find((one) => one.scriptId === scriptId))
  return (
    <div className={styles.panel}>
      {script === undefined ? (
        <EmptyState text={t('script.none')} />
      ) : (
        <section className={styles.script} aria-label={label(script.title)}>
          <div className="small muted">{t('script.opening')}</div>
          <p className={styles.greeting}>{label(script.greeting)}</p>
          <ol aria-label={t('script.steps')}>
            {script.steps.map((step, index) => (
              <li key={step.en} className={styles.step}>
                <span className={`${styles.number} num`}>{index + 1}</span>
                {label(step)}
              </li>
            ))}
          </ol>
        </section>
      )}
      <LastContact customerId={episode.customerId} />
    </div>
  )
}
