import { Button } from '@mantine/core'
import IconParking from '@tabler/icons-react/dist/esm/icons/IconParking.mjs'
import { useTranslation } from 'react-i18next'
import { useLive } from '#renderer/state/use-live.ts'
import { useShortcut, useShortcutLabel } from '#renderer/state/use-shortcut.ts'
import { KeyCap } from '#renderer/ui/key-cap.tsx'
import type { CallId } from '#shared/protocol/ids.ts'

type Props = { callId: CallId; disabled: boolean; className?: string | undefined }

/** Puts the customer aside with music, for whoever picks them up; this agent goes on to the notes. */
export function ParkButton({ callId, disabled, className }: Props) {
  const { t } = useTranslation('call')
  const keys = useShortcutLabel('park')
  const { send, busy } = useLive()
  const park = () => send({ type: 'call.park', callId })
  useShortcut('park', park, !disabled && !busy)
  return (
    <Button
      variant="default"
      size="sm"
      {...(className && { className })}
      loading={busy}
      disabled={disabled}
      leftSection={<IconParking size={17} aria-hidden="true" />}
      rightSection={<KeyCap keys={keys.printed} />}
      aria-keyshortcuts={keys.aria}
      onClick={park}
    >
      {t('live.park')}
    </Button>
  )
}
