import { Button } from '@mantine/core'
import IconArrowMerge from '@tabler/icons-react/dist/esm/icons/IconArrowMerge.mjs'
import IconArrowsExchange from '@tabler/icons-react/dist/esm/icons/IconArrowsExchange.mjs'
import { useTranslation } from 'react-i18next'
import { CallControl } from '#renderer/call/dock/call-control.tsx'
import { EndButton } from '#renderer/call/dock/end-button.tsx'
import styles from '#renderer/call/dock/live-dock.module.css'
import { MuteControl } from '#renderer/call/dock/mute-control.tsx'
import { PanelControl } from '#renderer/call/dock/panel-control.tsx'
import type { ShortcutAction } from '#renderer/state/shortcuts.ts'
import { useLive } from '#renderer/state/use-live.ts'
import { useShortcut, useShortcutLabel } from '#renderer/state/use-shortcut.ts'
import { KeyCap } from '#renderer/ui/key-cap.tsx'
import { isCallOver } from '#shared/domain/desk/apply-call-facts.ts'
import type { ConsultState } from '#shared/protocol/call.ts'
import type { SnapshotCall } from '#shared/protocol/snapshot.ts'

/**
 * What can be done while somebody is asked; what this moment does not allow is not there. The keys are those of the
 * controls they stand for: hold swaps, add call merges, transfer completes. End is there only when all three talk: a
 * consult that ends by itself must not turn a key for letting the other go into one that hangs up on the customer.
 */
export function ConsultControls({ entry, state }: { entry: SnapshotCall; state: ConsultState }) {
  const { t } = useTranslation('call')
  const { send, busy, confirmed } = useLive()
  const { callId, controls } = entry.call
  const over = isCallOver(entry)
  const off = busy || !confirmed || over
  const answered = state !== 'ringing'
  const merged = state === 'merged'
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame and name form fields */}
      <div className={styles.controls} role="group" aria-label={t('live.controls')}>
        <MuteControl entry={entry} />
        {answered && !merged && (
          <CallControl
            action="hold"
            icon={IconArrowsExchange}
            label={t('consult.swap')}
            disabled={off}
            onPress={() => send({ type: 'call.swap', callId })}
          />
        )}
        {answered && !merged && controls.conference && (
          <CallControl
            action="add-call"
            icon={IconArrowMerge}
            label={t('consult.merge')}
            disabled={off}
            onPress={() => send({ type: 'call.merge', callId })}
          />
        )}
        {answered && controls.keypad && <PanelControl callId={callId} kind="keypad" disabled={off} />}
        {merged && <EndButton callId={callId} disabled={over} className={styles.end} />}
      </div>
      <div className={styles.next}>
        <NextButton
          action="cancel-consult"
          label={t(merged ? 'consult.letGo' : 'consult.cancel')}
          disabled={off}
          onPress={() => send({ type: 'call.cancel-consult', callId })}
        />
        {answered && (
          <NextButton
            solid
            action="transfer"
            label={t('consult.complete')}
            disabled={off}
            onPress={() => send({ type: 'call.complete', callId })}
          />
        )}
      </div>
    </>
  )
}

type NextProps = { action: ShortcutAction; label: string; solid?: boolean; disabled: boolean; onPress: () => void }

function NextButton({ action, label, solid = false, disabled, onPress }: NextProps) {
  const keys = useShortcutLabel(action)
  useShortcut(action, onPress, !disabled)
  return (
    <Button
      variant={solid ? 'filled' : 'default'}
      disabled={disabled}
      rightSection={<KeyCap keys={keys.printed} onSolid={solid} />}
      aria-keyshortcuts={keys.aria}
      onClick={onPress}
    >
      {label}
    </Button>
  )
}
