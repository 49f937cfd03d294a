import { Button } from '@mantine/core'
import IconPhoneOff from '@tabler/icons-react/dist/esm/icons/IconPhoneOff.mjs'
import { useTranslation } from 'react-i18next'
import { useLive } from '#renderer/state/use-live.ts'
import { useShellAction } from '#renderer/state/use-shell-action.ts'
import { useShortcut, useShortcutLabel } from '#renderer/state/use-shortcut.ts'
import { KeyCap } from '#renderer/ui/key-cap.tsx'
import type { CallId } from '#shared/protocol/ids.ts'

type Props = { callId: CallId; disabled?: boolean; leaves?: boolean; className?: string | undefined }

/** Hangs up. Red, and apart from the other controls. `leaves`: the call goes on without this agent. */
export function EndButton({ callId, disabled = false, leaves = false, className }: Props) {
  const { t } = useTranslation('call')
  const keys = useShortcutLabel('end')
  const { send, busy, confirmed } = useLive()
  const end = () => send({ type: 'call.hang-up', callId })
  useShortcut('end', end, confirmed && !busy && !disabled)
  useShellAction('end', () => {
    if (!disabled) end()
  })
  return (
    <Button
      color="danger"
      size="sm"
      {...(className && { className })}
      loading={busy}
      disabled={!confirmed || disabled}
      leftSection={<IconPhoneOff size={17} aria-hidden="true" />}
      rightSection={<KeyCap keys={keys.printed} onSolid />}
      aria-keyshortcuts={keys.aria}
      onClick={end}
    >
      {t(leaves ? 'live.leave' : 'live.end')}
    </Button>
  )
}
