import { useTranslation } from 'react-i18next'
import { PhoneText } from '#renderer/common/phone-text.tsx'
import { useCallerName } from '#renderer/common/use-caller-name.ts'
import { useEpisode } from '#renderer/state/use-episode.ts'
import { Timer } from '#renderer/ui/timer.tsx'
import { isCallOver } from '#shared/domain/desk/apply-call-facts.ts'
import type { SnapshotCall } from '#shared/protocol/snapshot.ts'
import { Dock } from './dock.tsx'
import { EndButton } from './end-button.tsx'
import styles from './live-dock.module.css'
import { PhaseMark } from './phase-mark.tsx'

/** The agent calls somebody who has not answered yet: how far it got, as the line says. */
export function DiallingDock({ entry }: { entry: SnapshotCall }) {
  const { t } = useTranslation('call')
  const episode = useEpisode()
  const { call, picture } = entry
  const customerId = episode?.customerId ?? entry.customerId
  const name = useCallerName(customerId, picture)
  // where nobody is known the number stands for the name
  const number = customerId === null ? null : picture.callerNumber
  const called = call.legs.findLast((leg) => leg.role === 'customer')
  const step = called === undefined ? 'ownPhone' : called.state === 'ringing' ? 'ringing' : 'calling'
  return (
    <Dock tone="call">
      <PhaseMark tone="call" word={t(`dial.step.${step}`)} queueId={call.queueId} />
      <div className={styles.who}>
        <div className={styles.name}>
          <b>{name}</b>
          <span className="small muted">
            {step === 'ownPhone' && t('live.connectingHint')}
            {step !== 'ownPhone' && number !== null && <PhoneText number={number} />}
          </span>
        </div>
        {called !== undefined && (
          <Timer since={called.since} padded className={styles.timer} label={t('dial.ringsFor')} />
        )}
      </div>
      <div className={styles.bottom}>
        <EndButton callId={call.callId} disabled={isCallOver(entry)} />
      </div>
    </Dock>
  )
}
