import { Loader } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import styles from './shell-away.module.css'

/** Before anything is on screen: Ringdesk itself does not answer and is asked again, or repairs this desk's store. */
export function ShellAway({ repairing = false }: { repairing?: boolean }) {
  const { t } = useTranslation('frame')
  return (
    <main className={styles.centre} role="status">
      <Loader size="sm" aria-hidden="true" />
      <p>{t(repairing ? 'start.repairing' : 'start.away')}</p>
    </main>
  )
}
