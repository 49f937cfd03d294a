import type { ReactNode } from 'react'
import type { Tone } from '#renderer/ui/tone.ts'
import styles from './dock.module.css'

/** The card at the top of the call column; it keeps its place in every phase. */
export function Dock({ tone, children }: { tone?: Tone; children: ReactNode }) {
  return (
    <div className={styles.dock} data-tone={tone} data-edge={tone === undefined ? undefined : true}>
      {children}
    </div>
  )
}
