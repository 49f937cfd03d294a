import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { useNow } from '#renderer/ui/now.tsx'
import styles from './due-time.module.css'

const hourMs = 3_600_000

/** Near: "in 12 min"; today or another day: the time or date; past: the word, for colour alone tells nobody. */
export function DueTime({ dueAt }: { dueAt: number }) {
  const { t } = useTranslation('work')
  const format = useFormat()
  const now = useNow(30_000)
  if (dueAt < now) return <b className={styles.overdue}>{t('overdue')}</b>
  if (dueAt - now < hourMs) return <time>{format.relative(dueAt, now)}</time>
  const today = new Date(dueAt).toDateString() === new Date(now).toDateString()
  return <time>{today ? format.time(dueAt) : format.day(dueAt, now)}</time>
}
