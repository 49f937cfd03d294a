import { useTranslation } from 'react-i18next'
import { EndButton } from '#renderer/call/dock/end-button.tsx'
import styles from '#renderer/call/dock/live-dock.module.css'
import { MuteControl } from '#renderer/call/dock/mute-control.tsx'
import { PanelControl } from '#renderer/call/dock/panel-control.tsx'
import { useConsole } from '#renderer/state/console-context.tsx'
import { isConfirmed } from '#renderer/state/use-live.ts'
import { isCallOver } from '#shared/domain/desk/apply-call-facts.ts'
import type { SnapshotCall } from '#shared/protocol/snapshot.ts'

/** Who is asked may be silent or leave, and press keys when the customer hears them; the call is another's. */
export function AskedControls({ entry }: { entry: SnapshotCall }) {
  const { t } = useTranslation('call')
  const confirmed = useConsole(isConfirmed)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame and name form fields
    <div className={styles.controls} role="group" aria-label={t('live.controls')}>
      <MuteControl entry={entry} />
      {entry.call.consult?.state === 'merged' && entry.call.controls.keypad && (
        <PanelControl callId={entry.call.callId} kind="keypad" disabled={!confirmed || isCallOver(entry)} />
      )}
      <EndButton leaves callId={entry.call.callId} disabled={isCallOver(entry)} className={styles.end} />
    </div>
  )
}
