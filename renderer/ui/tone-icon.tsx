import type { ReactNode } from 'react'
import type { Tone } from './tone.ts'
import styles from './tone-icon.module.css'

/** A 28 px tile with an icon in its tone: rows of lists and the timeline. */
export function ToneIcon({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={styles.tile} data-tone={tone} aria-hidden="true">
      {children}
    </span>
  )
}
