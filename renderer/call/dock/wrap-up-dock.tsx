import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLive } from '#renderer/state/use-live.ts'
import { useParked } from '#renderer/state/use-parked.ts'
import { CountdownRing } from '#renderer/ui/countdown-ring.tsx'
import { formatClock } from '#renderer/ui/format/duration.ts'
import { useSecondsLeft } from '#renderer/ui/timer.tsx'
import type { WrapUpFacts } from '#shared/protocol/call.ts'
import { Dock } from './dock.tsx'
import styles from './wrap-up-dock.module.css'

/** What fits into the ring: seconds, then minutes and seconds, from an hour on minutes. */
function writeLeft(seconds: number): string {
  if (seconds >= 3600) return `${Math.floor(seconds / 60)}′`
  return seconds >= 100 ? formatClock(seconds * 1000) : String(seconds)
}

/** The call is over, or goes on with somebody else: how much time is left to write it down. */
export function WrapUpDock({ wrapUp }: { wrapUp: WrapUpFacts }) {
  const { t } = useTranslation('call')
  const { send, busy, confirmed } = useLive()
  const left = useSecondsLeft(wrapUp.dueAt)
  const whole = Math.max(1, (wrapUp.dueAt - wrapUp.startedAt) / 1000)
  const seconds = Math.round(wrapUp.extensionMs / 1000)
  const time = formatClock(wrapUp.talkMs)
  const ended = wrapUp.unanswered === null ? t('wrap.ended', { time }) : t(`wrap.unanswered.${wrapUp.unanswered}`)
  const isParked = useParked().some((call) => call.callId === wrapUp.callId)
  const handedOn = t(isParked ? 'wrap.parked' : 'wrap.transferred', { time })
  const text = left === 0 ? t('wrap.over') : wrapUp.handedOn ? handedOn : ended
  return (
    <Dock tone="wrap">
      <div className={styles.row}>
        <CountdownRing part={left / whole} text={writeLeft(left)} />
        <div className={styles.text}>
          <b className={styles.title}>{t('wrap.title')}</b>
          <span className="small muted">{text}</span>
          <span role="timer" aria-live="off" className="visually-hidden">
            {t('wrap.left', { count: left })}
          </span>
        </div>
        {wrapUp.extensionsLeft > 0 ? (
          <Button
            variant="default"
            loading={busy}
            disabled={!confirmed}
            aria-label={`${t('wrap.extend', { count: seconds })}: ${t('wrap.extendLabel', { count: seconds })}`}
            onClick={() => send({ type: 'wrap-up.extend', wrapUpId: wrapUp.wrapUpId })}
          >
            {t('wrap.extend', { count: seconds })}
          </Button>
        ) : (
          <span className={`small muted ${styles.last}`}>{t('wrap.last')}</span>
        )}
      </div>
    </Dock>
  )
}
