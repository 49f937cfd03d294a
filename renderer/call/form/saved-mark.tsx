import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs'
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs'
import { useTranslation } from 'react-i18next'
import type { OutcomeForm } from '#renderer/call/use-outcome-form.ts'
import { useRefusalText } from '#renderer/common/use-refusal-text.ts'
import { useConsole } from '#renderer/state/console-context.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { useNow } from '#renderer/ui/now.tsx'
import styles from './saved-mark.module.css'

/** "Saved 2 s ago": only after the desk's disk has it. */
export function SavedMark({ form }: { form: OutcomeForm }) {
  const { t } = useTranslation(['call', 'cards'])
  const format = useFormat()
  const say = useRefusalText()
  const now = useNow()
  const offset = useConsole((state) => state.clockOffsetMs)
  const { status, savedAt, held } = form
  if (status.kind === 'failed') {
    return (
      <span className={styles.mark} data-tone="bad" role="alert">
        <IconAlertTriangle size={13} aria-hidden="true" />
        {t('notes.failed', { why: say(status.refusal) })}
      </span>
    )
  }
  if (status.kind === 'saving') return <span className={styles.mark}>{t('notes.saving')}</span>
  if (held) return <span className={styles.mark}>{t('cards:held')}</span>
  if (savedAt === null) return <span className={styles.mark}>{t('notes.empty')}</span>
  const when = format.relative(Math.min(savedAt + offset, now), now)
  return (
    <span className={styles.mark}>
      <IconCheck size={13} aria-hidden="true" />
      {now - offset - savedAt < 1000 ? t('notes.savedNow') : t('notes.saved', { when })}
    </span>
  )
}
