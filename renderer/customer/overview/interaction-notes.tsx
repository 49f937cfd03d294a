import { useTranslation } from 'react-i18next'
import type { NoteRow, Standing } from '#renderer/customer/pending.ts'
import { StatusIcon } from '#renderer/customer/status-icons.tsx'
import { Chip } from '#renderer/ui/chip.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { useNow } from '#renderer/ui/now.tsx'
import styles from './interaction-list.module.css'

/** Whole notes of one contact, in the order they were written. */
export function InteractionNotes({ notes }: { notes: readonly NoteRow[] }) {
  const { t } = useTranslation('customer')
  const format = useFormat()
  const now = useNow(60_000)
  return notes.map((note) => (
    <div key={note.noteId} className={styles.note}>
      <p>{note.text}</p>
      <div className={styles.meta}>
        <span>
          {t('entry.noteBy', { author: note.author ?? t('entry.you'), when: format.moment(note.writtenAt, now) })}
        </span>
        <StandingChip standing={note.standing} />
      </div>
    </div>
  ))
}

/** Nothing for what central has; a word for what it has not. */
export function StandingChip({ standing }: { standing: Standing }) {
  const { t } = useTranslation('customer')
  if (standing === 'sent') return null
  const tone = standing === 'refused' ? 'bad' : 'wrap'
  return (
    <Chip tone={tone} icon={<StatusIcon tone={tone} />}>
      {t(standing === 'refused' ? 'entry.refused' : 'entry.unsent')}
    </Chip>
  )
}
