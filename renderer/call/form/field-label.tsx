import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './field-label.module.css'

type Props = { id: string; text: string; needed?: boolean; aside?: ReactNode; htmlFor?: string }

/** A label with the word "needed" where the field is, and something at its right. */
export function FieldLabel({ id, text, needed = false, aside, htmlFor }: Props) {
  const { t } = useTranslation('call')
  const words = (
    <>
      {text} {needed && <span className={styles.needed}>{t('outcome.needed')}</span>}
    </>
  )
  return (
    <div className={styles.line}>
      {htmlFor === undefined ? (
        <span id={id} className={styles.label}>
          {words}
        </span>
      ) : (
        <label id={id} htmlFor={htmlFor} className={styles.label}>
          {words}
        </label>
      )}
      {aside}
    </div>
  )
}
