import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs'
import { useTranslation } from 'react-i18next'
import { useNow } from '#renderer/ui/now.tsx'
import { Timer } from '#renderer/ui/timer.tsx'
import styles from './hold-time.module.css'

/** From here on a waiting customer grows impatient. */
export const longHoldMs = 60_000

export function HoldTime({ since }: { since: number }) {
  const { t } = useTranslation('call')
  const long = useNow() - since >= longHoldMs
  return (
    <span className={styles.hold} data-tone={long ? 'wrap' : 'hold'}>
      {long && <IconAlertTriangle size={15} aria-hidden="true" />}
      {t('live.holdTime')} <Timer since={since} />
    </span>
  )
}
