import { Button, Menu } from '@mantine/core'
import IconPhoneX from '@tabler/icons-react/dist/esm/icons/IconPhoneX.mjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLive } from '#renderer/state/use-live.ts'
import { useShortcut, useShortcutLabel } from '#renderer/state/use-shortcut.ts'
import { KeyCap } from '#renderer/ui/key-cap.tsx'
import { DeclineReason } from '#shared/protocol/command/live.ts'
import type { OfferId } from '#shared/protocol/ids.ts'

/** Declines, saying why: the reason menu opens with the key as well. */
export function DeclineButton({ offerId, disabled }: { offerId: OfferId; disabled: boolean }) {
  const { t } = useTranslation('call')
  const keys = useShortcutLabel('decline')
  const { send, busy } = useLive()
  const [opened, setOpened] = useState(false)
  useShortcut('decline', () => setOpened(true), !disabled)
  return (
    <Menu opened={opened && !disabled} onChange={setOpened} position="bottom-end" width={240}>
      <Menu.Target>
        <Button
          variant="default"
          size="md"
          disabled={disabled}
          loading={busy}
          leftSection={<IconPhoneX size={17} aria-hidden="true" />}
          rightSection={<KeyCap keys={keys.printed} />}
          aria-keyshortcuts={keys.aria}
        >
          {t('ring.decline')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('ring.declineWhy')}</Menu.Label>
        {DeclineReason.options.map((reason) => (
          <Menu.Item key={reason} onClick={() => send({ type: 'call.decline', offerId, reason })}>
            {t(`ring.reason.${reason}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
