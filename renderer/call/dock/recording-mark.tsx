import { Button } from '@mantine/core'
import IconPlayerPause from '@tabler/icons-react/dist/esm/icons/IconPlayerPause.mjs'
import IconPlayerRecord from '@tabler/icons-react/dist/esm/icons/IconPlayerRecord.mjs'
import { useTranslation } from 'react-i18next'
import { useLive } from '#renderer/state/use-live.ts'
import { useShortcut, useShortcutLabel } from '#renderer/state/use-shortcut.ts'
import { KeyCap } from '#renderer/ui/key-cap.tsx'
import type { CallFacts } from '#shared/protocol/call.ts'
import styles from './recording-mark.module.css'

const tones = { on: 'bad', resuming: 'hold', pausing: 'bad', paused: 'hold', stopping: 'bad' } as const

/**
 * Whether the call is recorded, as its line says, and the pause for what must not be kept: while it is only asked for,
 * the mark says that it still records. One that ended in the middle of its call says so; nothing for a call that is not
 * recorded.
 */
export function RecordingMark({ call, disabled }: { call: CallFacts; disabled: boolean }) {
  const { t } = useTranslation('call')
  const { send, busy } = useLive()
  const keys = useShortcutLabel('pause-recording')
  const { recording, callId } = call
  const isOn = recording.state === 'on' || recording.state === 'pausing'
  const isSteered = isOn || recording.state === 'paused' || recording.state === 'resuming'
  const press = () => send({ type: isOn ? 'call.pause-recording' : 'call.resume-recording', callId })
  useShortcut('pause-recording', press, isSteered && !busy && !disabled && call.part === 'owner')
  if (recording.state === 'failed' || recording.state === 'stopped') {
    return (
      <p className={`small muted ${styles.over}`} role="status">
        {t(`recording.${recording.state}`)}
      </p>
    )
  }
  if (recording.state === 'none' || recording.state === 'starting') return null
  const Icon = isOn || recording.state === 'stopping' ? IconPlayerRecord : IconPlayerPause
  return (
    <div className={styles.mark} data-tone={tones[recording.state]}>
      <Icon size={15} aria-hidden="true" />
      <b role="status">{t(`recording.${recording.state}`)}</b>
      {isSteered && call.part === 'owner' && (
        <Button
          size="compact-xs"
          variant="default"
          loading={busy}
          disabled={disabled}
          onClick={press}
          aria-keyshortcuts={keys.aria}
          rightSection={<KeyCap keys={keys.printed} />}
        >
          {t(isOn ? 'recording.pause' : 'recording.resume')}
        </Button>
      )}
    </div>
  )
}
