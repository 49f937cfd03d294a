import { useTranslation } from 'react-i18next'
import type { RingPicture } from '#shared/protocol/view/ring.ts'
import styles from './ring-notes.module.css'

/** What was noted last of this very call by who had it before: read at a glance, so two lines at most. */
export function RingNotes({ notes }: { notes: RingPicture['notes'] }) {
  const { t } = useTranslation('call')
  const last = notes.at(-1)
  if (last === undefined) return null
  return (
    <blockquote className={styles.note}>
      <span className="small muted">{t('ring.noted', { name: last.author })}</span>
      <p>{last.text}</p>
    </blockquote>
  )
}
