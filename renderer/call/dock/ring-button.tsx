import type { ReactNode } from 'react'
import type { ShortcutLabel } from '#renderer/state/use-shortcut.ts'
import { KeyCap } from '#renderer/ui/key-cap.tsx'
import styles from './ring-button.module.css'

type Props = {
  icon: ReactNode
  keys: ShortcutLabel
  children: ReactNode
  onClick: () => void
  disabled: boolean
  /** sent, and not answered yet */
  busy: boolean
  good?: boolean
  /** the button opens a menu, which is open now or not */
  menu?: boolean
}

/** Answer and Decline: plain elements, for the library's button costs a ring a millisecond. */
export function RingButton({ icon, keys, children, onClick, disabled, busy, good = false, menu }: Props) {
  return (
    <button
      type="button"
      className={styles.button}
      data-good={good || undefined}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      aria-keyshortcuts={keys.aria}
      aria-haspopup={menu === undefined ? undefined : 'menu'}
      aria-expanded={menu}
      onClick={onClick}
    >
      {icon}
      {children}
      <KeyCap keys={keys.printed} onSolid={good} />
    </button>
  )
}
