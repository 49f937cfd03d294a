import { UnstyledButton } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'
import type { ShortcutAction } from '#renderer/state/shortcuts.ts'
import { useShortcut, useShortcutLabel } from '#renderer/state/use-shortcut.ts'
import { KeyCap } from '#renderer/ui/key-cap.tsx'
import styles from './call-control.module.css'

type Props = {
  action: ShortcutAction
  icon: Icon
  label: string
  pressed?: boolean
  disabled: boolean
  /** for a control that opens something */
  expanded?: boolean
  onPress: () => void
}

/** One square of the call controls: icon, word and key. */
export function CallControl({ action, icon: ControlIcon, label, pressed = false, expanded, disabled, onPress }: Props) {
  const keys = useShortcutLabel(action)
  useShortcut(action, onPress, !disabled)
  return (
    <UnstyledButton
      className={styles.control}
      data-pressed={pressed || undefined}
      disabled={disabled}
      aria-expanded={expanded}
      aria-keyshortcuts={keys.aria}
      onClick={onPress}
    >
      <ControlIcon size={18} aria-hidden="true" />
      <span>{label}</span>
      <KeyCap keys={keys.printed} />
    </UnstyledButton>
  )
}
