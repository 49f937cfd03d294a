import { useTranslation } from 'react-i18next'
import { useCallerName } from '#renderer/common/use-caller-name.ts'
import { useEpisode } from '#renderer/state/use-episode.ts'
import { isCallOver } from '#shared/domain/desk/apply-call-facts.ts'
import type { SnapshotCall } from '#shared/protocol/snapshot.ts'
import { Dock } from './dock.tsx'
import { EndButton } from './end-button.tsx'
import styles from './live-dock.module.css'
import { PhaseMark } from './phase-mark.tsx'

/** The agent said yes; their own phone is still being reached. */
export function ConnectingDock({ entry }: { entry: SnapshotCall }) {
  const { t } = useTranslation('call')
  const episode = useEpisode()
  const name = useCallerName(episode?.customerId ?? entry.customerId, entry.picture)
  return (
    <Dock tone="call">
      <PhaseMark tone="call" word={t('live.connecting')} queueId={entry.call.queueId} />
      <div className={styles.who}>
        <div className={styles.name}>
          <b>{name}</b>
          <span className="small muted">{t('live.connectingHint')}</span>
        </div>
      </div>
      <div className={styles.bottom}>
        <EndButton callId={entry.call.callId} disabled={isCallOver(entry)} />
      </div>
    </Dock>
  )
}
