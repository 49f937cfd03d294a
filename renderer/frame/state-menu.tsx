import { Menu } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useRefusalText } from '#renderer/common/use-refusal-text.ts'
import { useConsole } from '#renderer/state/console-context.tsx'
import { servesNoQueue } from '#renderer/state/selectors.ts'
import { isConfirmed, useLive } from '#renderer/state/use-live.ts'
import { useShortcutLabel } from '#renderer/state/use-shortcut.ts'
import { KeyCap } from '#renderer/ui/key-cap.tsx'
import type { NotReadyReason, RequestedState } from '#shared/protocol/agent-state.ts'
import { chosenReasons, noQueueLook, reasonIcon, stateLook } from './state-look.ts'
import styles from './state-pill.module.css'

const keyed = ['break', 'lunch', 'meeting'] as const

/** Available or one of the reasons. During a call the choice is kept for after it. */
export function StateMenu() {
  const { t } = useTranslation('frame')
  const { send, confirmed } = useLive()
  const noQueue = useConsole(servesNoQueue)
  const choose = (state: RequestedState) => send({ type: 'agent.set-state', state })
  const First = noQueue ? NoQueueItem : AvailableItem
  return (
    <Menu.Dropdown>
      <Menu.Label>{t('state.choose')}</Menu.Label>
      <WhyNot />
      <First disabled={!confirmed} onChoose={choose} />
      {chosenReasons.map((reason) => (
        <ReasonItem key={reason} reason={reason} disabled={!confirmed} onChoose={choose} />
      ))}
    </Menu.Dropdown>
  )
}

type ChoiceProps = { disabled: boolean; onChoose: (state: RequestedState) => void }

function AvailableItem({ disabled, onChoose }: ChoiceProps) {
  const { t } = useTranslation('frame')
  const Available = stateLook.available.icon
  return (
    <Menu.Item
      leftSection={<Available size={16} />}
      rightSection={<KeyCap keys={useShortcutLabel('available').printed} />}
      disabled={disabled}
      onClick={() => onChoose({ kind: 'available' })}
    >
      {t('state.available')}
    </Menu.Item>
  )
}

/** In the place of Available for who serves no queue: at the desk, and why no call comes. */
function NoQueueItem({ disabled, onChoose }: ChoiceProps) {
  const { t } = useTranslation('frame')
  const NoQueue = noQueueLook.icon
  return (
    <Menu.Item
      leftSection={<NoQueue size={16} />}
      disabled={disabled}
      onClick={() => onChoose({ kind: 'not_ready', reason: 'signed_in' })}
    >
      {t('state.noQueue')}
      <span className={styles.explain}>{t('state.noQueueWhy')}</span>
    </Menu.Item>
  )
}

const whyNot = { starting: 'link_down', offline: 'link_down', fenced: 'fenced', expired: 'session_expired' } as const

/** A menu of which nothing can be chosen says why. */
function WhyNot() {
  const link = useConsole((state) => state.link.kind)
  const confirmed = useConsole(isConfirmed)
  const tell = useRefusalText()
  if (confirmed) return null
  // not disabled but without effect: it takes the focus, without which Escape would not be heard
  return (
    <Menu.Item className={styles.why} aria-disabled data-autofocus closeMenuOnClick={false}>
      {tell({ code: link === 'online' ? 'link_down' : whyNot[link] })}
    </Menu.Item>
  )
}

type ItemProps = ChoiceProps & { reason: NotReadyReason }

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
