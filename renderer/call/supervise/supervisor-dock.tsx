import { Button, SegmentedControl } from '@mantine/core'
import IconArrowBigRightLines from '@tabler/icons-react/dist/esm/icons/IconArrowBigRightLines.mjs'
import { useTranslation } from 'react-i18next'
import { Dock } from '#renderer/call/dock/dock.tsx'
import { EndButton } from '#renderer/call/dock/end-button.tsx'
import live from '#renderer/call/dock/live-dock.module.css'
import { PhaseMark } from '#renderer/call/dock/phase-mark.tsx'
import { useCallerName } from '#renderer/common/use-caller-name.ts'
import { useEpisode } from '#renderer/state/use-episode.ts'
import { useLive } from '#renderer/state/use-live.ts'
import { useShortcut, useShortcutLabel } from '#renderer/state/use-shortcut.ts'
import { KeyCap } from '#renderer/ui/key-cap.tsx'
import { Timer } from '#renderer/ui/timer.tsx'
import { isCallOver } from '#shared/domain/desk/apply-call-facts.ts'
import { MonitorMode } from '#shared/protocol/call.ts'
import type { SnapshotCall } from '#shared/protocol/snapshot.ts'
import styles from './supervisor-dock.module.css'
import { useColleague } from './use-colleague.ts'

/** A supervisor in somebody's call: whose it is, who hears them, and the way out. The switch follows the line. */
export function SupervisorDock({ entry }: { entry: SnapshotCall }) {
  const { t } = useTranslation('call')
  const episode = useEpisode()
  const { call, picture } = entry
  const { callId, monitor } = call
  const customer = useCallerName(episode?.customerId ?? entry.customerId, picture)
  const agent = useColleague(call.legs.findLast((leg) => leg.role === 'agent')?.userId ?? null)
  const { send, busy, confirmed } = useLive()
  const mode = monitor?.mode ?? 'monitor'
  const isIn = monitor?.state === 'on'
  const off = busy || !confirmed || isCallOver(entry)
  const keys = useShortcutLabel('take-over')
  const takeOver = () => send({ type: 'call.take-over', callId })
  useShortcut('take-over', takeOver, !off && isIn)
  return (
    <Dock tone="call">
      <div className={live.top}>
        <PhaseMark tone="call" word={t(isIn ? `supervise.${mode}` : 'live.connecting')} queueId={call.queueId} />
      </div>
      <div className={live.who}>
        <div className={live.name}>
          <b>{agent}</b>
          <span className="small muted">{t('supervise.with', { name: customer })}</span>
        </div>
        <Timer since={call.answeredAt ?? call.arrivedAt} padded className={live.timer} label={t('live.timer')} />
      </div>
      <SegmentedControl
        fullWidth
        aria-label={t('supervise.mode')}
        value={mode}
        disabled={off || !isIn}
        onChange={(wish) => send({ type: 'call.monitor', callId, mode: MonitorMode.parse(wish) })}
        data={MonitorMode.options.map((value) => ({ value, label: t(`supervise.${value}`) }))}
      />
      <p className={styles.heard} role="status">
        {t(isIn ? `supervise.heard.${mode}` : 'live.connectingHint', { name: agent })}
      </p>
      <div className={styles.actions}>
        <Button
          variant="default"
          size="sm"
          disabled={off || !isIn}
          leftSection={<IconArrowBigRightLines size={16} aria-hidden="true" />}
          rightSection={<KeyCap keys={keys.printed} />}
          aria-keyshortcuts={keys.aria}
          onClick={takeOver}
        >
          {t('supervise.takeOver')}
        </Button>
        <EndButton leaves callId={callId} disabled={isCallOver(entry)} />
      </div>
    </Dock>
  )
}
