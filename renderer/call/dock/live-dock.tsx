import IconMicrophoneOff from '@tabler/icons-react/dist/esm/icons/IconMicrophoneOff.mjs'
import IconPlayerPause from '@tabler/icons-react/dist/esm/icons/IconPlayerPause.mjs'
import IconPlayerPlay from '@tabler/icons-react/dist/esm/icons/IconPlayerPlay.mjs'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { RecordingLine } from '#renderer/call/recording/recording-line.tsx'
import { PhoneText } from '#renderer/common/phone-text.tsx'
import { useCallerName } from '#renderer/common/use-caller-name.ts'
import { useEpisode } from '#renderer/state/use-episode.ts'
import { useLive } from '#renderer/state/use-live.ts'
import { formatClock } from '#renderer/ui/format/duration.ts'
import { Timer } from '#renderer/ui/timer.tsx'
import { isCallOver } from '#shared/domain/desk/apply-call-facts.ts'
import { isMuted } from '#shared/domain/desk/selectors.ts'
import type { SnapshotCall } from '#shared/protocol/snapshot.ts'
import { CallControl } from './call-control.tsx'
import { Dock } from './dock.tsx'
import { EndButton } from './end-button.tsx'
import { HoldTime } from './hold-time.tsx'
import styles from './live-dock.module.css'
import { MachineMark } from './machine-mark.tsx'
import { MuteControl } from './mute-control.tsx'
import { PanelControl } from './panel-control.tsx'
import { ParkButton } from './park-button.tsx'
import { PhaseMark } from './phase-mark.tsx'

/** Talking or holding: who, how long, and the controls this line has. */
export function LiveDock({ entry, children }: { entry: SnapshotCall; children?: ReactNode }) {
  const { t } = useTranslation('call')
  const episode = useEpisode()
  const { call, picture } = entry
  const customerId = episode?.customerId ?? entry.customerId
  const name = useCallerName(customerId, picture)
  // where nobody is known the number stands for the name
  const number = customerId === null ? null : picture.callerNumber
  const { send, busy, confirmed } = useLive()
  const held = call.heldSince !== null
  // the line is down, its end is on the way here
  const over = isCallOver(entry)
  const off = !confirmed || over
  const { controls } = call
  const toggleHold = () => send({ type: held ? 'call.resume' : 'call.hold', callId: call.callId })
  const answeredAt = call.answeredAt ?? call.arrivedAt
  // more than fit beside End in one row
  const many = controls.transfer || controls.keypad
  return (
    <Dock tone={held ? 'hold' : 'call'}>
      <div className={styles.top}>
        <PhaseMark tone={held ? 'hold' : 'call'} word={t(held ? 'live.held' : 'live.live')} queueId={call.queueId} />
        {isMuted(entry) && (
          <span className={styles.muted}>
            <IconMicrophoneOff size={14} aria-hidden="true" />
            {t('live.muted')}
          </span>
        )}
      </div>
      <div className={styles.who}>
        <div className={styles.name}>
          <b>{name}</b>
          <div className={styles.about}>
            <MachineMark entry={entry} />
            <span className="small muted">
              {number !== null && <PhoneText number={number} />}
              {number !== null && ' · '}
              {call.heldSince === null ? (
                t(call.direction === 'outbound' ? 'live.rang' : 'live.waited', {
                  time: formatClock(answeredAt - call.arrivedAt),
                })
              ) : (
                <HoldTime since={call.heldSince} />
              )}
            </span>
          </div>
        </div>
        <Timer since={answeredAt} padded className={styles.timer} label={t('live.timer')} />
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame and name form fields */}
      <div className={styles.controls} data-many={many || undefined} role="group" aria-label={t('live.controls')}>
        <MuteControl entry={entry} />
        {controls.hold && (
          <CallControl
            action="hold"
            icon={held ? IconPlayerPlay : IconPlayerPause}
            label={t(held ? 'live.resume' : 'live.hold')}
            pressed={held}
            disabled={busy || off}
            onPress={toggleHold}
          />
        )}
        {controls.transfer && <PanelControl callId={call.callId} kind="transfer" disabled={off} />}
        {controls.transfer && <PanelControl callId={call.callId} kind="consult" disabled={off} />}
        {controls.keypad && <PanelControl callId={call.callId} kind="keypad" disabled={off} />}
        {controls.hold && <ParkButton callId={call.callId} disabled={off} className={styles.park} />}
        <EndButton callId={call.callId} disabled={over} className={styles.end} />
      </div>
      <RecordingLine call={call} disabled={off} />
      {children}
    </Dock>
  )
}
