import type { ReactNode } from 'react'
import styles from './footer.module.css'

/** Sticks to the bottom of the call column. */
export function Footer({ hint, children }: { hint: string; children?: ReactNode }) {
  return (
    <div className={styles.footer}>
      <span className={`${styles.hint} small muted`}>{hint}</span>
      {children}
    </div>
  )
}
