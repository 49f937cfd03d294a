import { Menu } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLive } from '#renderer/state/use-live.ts'
import { useShortcutLabel } from '#renderer/state/use-shortcut.ts'
import { KeyCap } from '#renderer/ui/key-cap.tsx'
import type { NotReadyReason, RequestedState } from '#shared/protocol/agent-state.ts'
import { chosenReasons, reasonIcon, stateLook } from './state-look.ts'

const keyed = ['break', 'lunch', 'meeting'] as const

/** Available or one of the reasons. During a call the choice is kept for after it. */
export function StateMenu() {
  const { t } = useTranslation('frame')
  const { send, confirmed } = useLive()
  const choose = (state: RequestedState) => send({ type: 'agent.set-state', state })
  const Available = stateLook.available.icon
  return (
    <Menu.Dropdown>
      <Menu.Label>{t('state.choose')}</Menu.Label>
      <Menu.Item
        leftSection={<Available size={16} />}
        rightSection={<KeyCap keys={useShortcutLabel('available').printed} />}
        disabled={!confirmed}
        onClick={() => choose({ kind: 'available' })}
      >
        {t('state.available')}
      </Menu.Item>
      {chosenReasons.map((reason) => (
        <ReasonItem key={reason} reason={reason} disabled={!confirmed} onChoose={choose} />
      ))}
    </Menu.Dropdown>
  )
}

type ItemProps = { reason: NotReadyReason; disabled: boolean; onChoose: (state: RequestedState) => void }

function ReasonItem({ reason, disabled, onChoose }: ItemProps) {
  const { t } = useTranslation('frame')
  const action = keyed.find((name) => name === reason)
  const label = useShortcutLabel(action ?? 'break')
  const Icon = reasonIcon[reason]
  return (
    <Menu.Item
      leftSection={<Icon size={16} />}
      rightSection={action === undefined ? null : <KeyCap keys={label.printed} />}
      disabled={disabled}
      onClick={() => onChoose({ kind: 'not_ready', reason })}
    >
      {t(`reason.${reason}`)}
    </Menu.Item>
  )
}
