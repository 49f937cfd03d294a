import IconMicrophoneOff from '@tabler/icons-react/dist/esm/icons/IconMicrophoneOff.mjs'
import { useTranslation } from 'react-i18next'
import { Dock } from '#renderer/call/dock/dock.tsx'
import styles from '#renderer/call/dock/live-dock.module.css'
import { PhaseMark } from '#renderer/call/dock/phase-mark.tsx'
import { RecordingLine } from '#renderer/call/recording/recording-line.tsx'
import { CoachLine } from '#renderer/call/supervise/coach-line.tsx'
import { useCallerName } from '#renderer/common/use-caller-name.ts'
import { useConsole } from '#renderer/state/console-context.tsx'
import { useEpisode } from '#renderer/state/use-episode.ts'
import { isConfirmed } from '#renderer/state/use-live.ts'
import { Timer } from '#renderer/ui/timer.tsx'
import { isMuted } from '#shared/domain/desk/selectors.ts'
import type { SnapshotCall } from '#shared/protocol/snapshot.ts'
import { AskedControls } from './asked-controls.tsx'
import { ConsultControls } from './consult-controls.tsx'
import rows from './party-row.module.css'
import { PartyRow } from './party-row.tsx'
import { readParties } from './read-parties.ts'
import { usePartyName } from './use-party-name.ts'

/** Somebody is asked about a call: a row for each party, and what can come next. */
export function ConsultDock({ entry }: { entry: SnapshotCall }) {
  const { t } = useTranslation('call')
  const episode = useEpisode()
  const confirmed = useConsole(isConfirmed)
  const { call, picture } = entry
  const name = useCallerName(episode?.customerId ?? entry.customerId, picture)
  const asked = call.part === 'consulted'
  const target = usePartyName(call.callId, asked ? null : (call.consult?.to ?? null))
  const other = asked ? (picture.fromAgentName ?? t('consult.colleague')) : target
  const parties = readParties(call)
  if (parties === null) return null
  const state = call.consult?.state ?? 'talking'
  // who is asked waits while the other is with the customer
  const waits = asked && state === 'aside'
  const word = waits
    ? t('live.held')
    : state === 'merged'
      ? t('consult.three')
      : t(asked ? 'consult.askedTitle' : 'consult.title')
  const customer = <PartyRow key="customer" name={name} detail={t('consult.customer')} place={parties.customer} />
  const colleague = (
    <PartyRow key="other" name={other} detail={t(asked ? 'consult.asks' : 'consult.asked')} place={parties.other} />
  )
  return (
    <Dock tone={waits ? 'hold' : 'call'}>
      <div className={styles.top}>
        <PhaseMark tone={waits ? 'hold' : 'call'} word={word} queueId={call.queueId} />
        {isMuted(entry) && (
          <span className={styles.muted}>
            <IconMicrophoneOff size={14} aria-hidden="true" />
            {t('live.muted')}
          </span>
        )}
        <Timer since={call.answeredAt ?? call.arrivedAt} padded label={t('live.timer')} />
      </div>
      <ul className={rows.list} aria-label={t('consult.parties')}>
        {asked ? [colleague, customer] : [customer, colleague]}
        {state === 'merged' && (
          <PartyRow name={t('consult.you')} place={{ state: 'talking', since: parties.other.since }} />
        )}
      </ul>
      <CoachLine call={call} />
      {asked ? <AskedControls entry={entry} /> : <ConsultControls entry={entry} state={state} />}
      <RecordingLine call={call} disabled={!confirmed} />
    </Dock>
  )
}
