import { useTranslation } from 'react-i18next'
import { EndButton } from '#renderer/call/dock/end-button.tsx'
import styles from '#renderer/call/dock/live-dock.module.css'
import { MuteControl } from '#renderer/call/dock/mute-control.tsx'
import { isCallOver } from '#shared/domain/desk/apply-call-facts.ts'
import type { SnapshotCall } from '#shared/protocol/snapshot.ts'

/** Who is asked may be silent or leave; the call is another's. */
export function AskedControls({ entry }: { entry: SnapshotCall }) {
  const { t } = useTranslation('call')
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame and name form fields
    <div className={styles.controls} role="group" aria-label={t('live.controls')}>
      <MuteControl entry={entry} />
      <EndButton leaves callId={entry.call.callId} disabled={isCallOver(entry)} className={styles.end} />
    </div>
  )
}
