import type { ReactNode } from 'react'
import styles from './footer.module.css'

type Props = {
  hint: string
  /** the hint stands above the buttons: there are too many for one line */
  stacked?: boolean
  children?: ReactNode
}

/** Sticks to the bottom of the call column. */
export function Footer({ hint, stacked = false, children }: Props) {
  return (
    <div className={styles.footer}>
      {hint !== '' && (
        <span className={`${styles.hint} small muted`} data-stacked={stacked || undefined}>
          {hint}
        </span>
      )}
      {children}
    </div>
  )
}
