import { type ReactNode, useId } from 'react'
import styles from './settings-page.module.css'

/** A titled group of settings. */
export function SettingCard({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section className={styles.card} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  )
}

/** One setting: its name at the left, its control at the right. `labelId` names the control. */
export function SettingRow({
  label,
  labelId,
  hint,
  children,
}: {
  label: string
  labelId: string
  hint?: string
  children: ReactNode
}) {
  return (
    <div className={styles.row}>
      <div>
        <div id={labelId}>{label}</div>
        {hint !== undefined && <div className="muted small">{hint}</div>}
      </div>
      <div>{children}</div>
    </div>
  )
}
