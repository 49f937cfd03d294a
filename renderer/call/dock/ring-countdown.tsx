import { useTranslation } from 'react-i18next'
import { useNow } from '#renderer/ui/now.tsx'
import type { OfferKind } from '#shared/protocol/call.ts'
import styles from './ring-countdown.module.css'

type Props = { kind: OfferKind; offeredAt: number; expiresAt: number }

/** Time left to answer, as a bar and as text. */
export function RingCountdown({ kind, offeredAt, expiresAt }: Props) {
  const { t } = useTranslation('call')
  const now = useNow(250)
  const left = Math.max(0, expiresAt - now)
  const part = Math.min(1, left / Math.max(1, expiresAt - offeredAt))
  return (
    <>
      <div className={styles.track} aria-hidden="true">
        <div className={styles.bar} style={{ width: `${part * 100}%` }} />
      </div>
      <span role="timer" aria-live="off" className={`small muted num ${styles.text}`}>
        {t(kind === 'consult' ? 'ring.countdownAsked' : 'ring.countdown', { count: Math.ceil(left / 1000) })}
      </span>
    </>
  )
}
