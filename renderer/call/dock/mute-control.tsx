import IconMicrophone from '@tabler/icons-react/dist/esm/icons/IconMicrophone.mjs'
import IconMicrophoneOff from '@tabler/icons-react/dist/esm/icons/IconMicrophoneOff.mjs'
import { useTranslation } from 'react-i18next'
import { useLive } from '#renderer/state/use-live.ts'
import { useShellAction } from '#renderer/state/use-shell-action.ts'
import { isCallOver } from '#shared/domain/desk/apply-call-facts.ts'
import { isMuted } from '#shared/domain/desk/selectors.ts'
import type { SnapshotCall } from '#shared/protocol/snapshot.ts'
import { CallControl } from './call-control.tsx'

/** The agent's own microphone, where the line can silence it. */
export function MuteControl({ entry }: { entry: SnapshotCall }) {
  const { t } = useTranslation('call')
  const { send, busy, confirmed } = useLive()
  const muted = isMuted(entry)
  const { callId, controls } = entry.call
  const toggle = () => send({ type: muted ? 'call.unmute' : 'call.mute', callId })
  useShellAction('toggle-mute', () => {
    if (controls.mute) toggle()
  })
  if (!controls.mute) return null
  return (
    <CallControl
      action="mute"
      icon={muted ? IconMicrophone : IconMicrophoneOff}
      label={t(muted ? 'live.unmute' : 'live.mute')}
      pressed={muted}
      disabled={busy || !confirmed || isCallOver(entry)}
      onPress={toggle}
    />
  )
}
