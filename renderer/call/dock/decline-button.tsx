import IconPhoneX from '@tabler/icons-react/dist/esm/icons/IconPhoneX.mjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLive } from '#renderer/state/use-live.ts'
import { useShortcut, useShortcutLabel } from '#renderer/state/use-shortcut.ts'
import type { OfferId } from '#shared/protocol/ids.ts'
import styles from './decline-button.module.css'
import { DeclineReasons } from './decline-reasons.tsx'
import { RingButton } from './ring-button.tsx'

/** Declines, saying why: the reasons open with the key as well. */
export function DeclineButton({ offerId, disabled }: { offerId: OfferId; disabled: boolean }) {
  const { t } = useTranslation('call')
  const keys = useShortcutLabel('decline')
  const { send, busy } = useLive()
  const [opened, setOpened] = useState(false)
  useShortcut('decline', () => setOpened(true), !disabled)
  // a ring that could not be declined for a moment does not ask again by itself
  if (opened && (disabled || busy)) setOpened(false)
  return (
    <div className={styles.place}>
      <RingButton
        icon={<IconPhoneX size={17} aria-hidden="true" />}
        keys={keys}
        disabled={disabled}
        busy={busy}
        menu={opened}
        onClick={() => setOpened(true)}
      >
        {t('ring.decline')}
      </RingButton>
      {opened && (
        <DeclineReasons
          onClose={() => setOpened(false)}
          onChoose={(reason) => send({ type: 'call.decline', offerId, reason })}
        />
      )}
    </div>
  )
}
