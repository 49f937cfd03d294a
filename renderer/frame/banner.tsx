import type { ReactNode } from 'react'
import styles from './banner.module.css'

type BannerProps = { tone: 'wrap' | 'bad'; icon: ReactNode; action?: ReactNode; children: ReactNode }

/** One line under the top bar: what is wrong, in icon and words, and the way out of it. */
export function Banner({ tone, icon, action, children }: BannerProps) {
  return (
    <div className={styles.banner} data-tone={tone} data-solid={tone === 'bad' || undefined}>
      {icon}
      <span className={styles.text}>{children}</span>
      {action}
    </div>
  )
}
