import type { ReactNode } from 'react'
import styles from './state-block.module.css'

/** One sentence and at most one action. */
export function EmptyState({ icon, text, action }: { icon?: ReactNode; text: string; action?: ReactNode }) {
  return (
    <div className={styles.block}>
      {icon !== undefined && <span className={styles.icon}>{icon}</span>}
      <p>{text}</p>
      {action}
    </div>
  )
}
