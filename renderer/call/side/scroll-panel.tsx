import type { ReactNode } from 'react'
import styles from './scroll-panel.module.css'

/** A tab's content. It takes the focus so that a script without any control can be scrolled by key. */
export function ScrollPanel({ children }: { children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1)
    <div className={`${styles.panel} scroll-y`} tabIndex={0}>
      {children}
    </div>
  )
}
