import type { ReactNode } from 'react'
import styles from './chip.module.css'
import type { Tone } from './tone.ts'

/** A small coloured word, with an icon where the word is a state. */
export function Chip({ tone = 'idle', icon, children }: { tone?: Tone; icon?: ReactNode; children: ReactNode }) {
  return (
    <span className={styles.chip} data-tone={tone}>
      {icon}
      {children}
    </span>
  )
}
