import type { ReactNode } from 'react'
import styles from './scroll-panel.module.css'

export function ScrollPanel({ children }: { children: ReactNode }) {
  return <div className={`${styles.panel} scroll-y`}>{children}</div>
}
