import styles from './avatar.module.css'
import { makeInitials } from './initials.ts'

/** A person's initials on a square; the name itself always stands beside it. */
export function Avatar({ name, size = 48 }: { name: string; size?: number }) {
  return (
    <span className={styles.avatar} style={{ width: size, height: size, fontSize: size * 0.4 }} aria-hidden="true">
      {makeInitials(name)}
    </span>
  )
}
