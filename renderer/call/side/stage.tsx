import type { ReactNode } from 'react'
import styles from './stage.module.css'

/**
 * The tabs of a conversation and what may stand over them for a while: covered they stay where they are, with their
 * text, their place and their tab, and nobody reaches them by Tab.
 */
export function Stage({ panel, children }: { panel: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.stage}>
      <div className={styles.side}>{children}</div>
      {panel}
    </div>
  )
}
