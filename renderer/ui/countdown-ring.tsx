import styles from './countdown-ring.module.css'

const radius = 22
const around = 2 * Math.PI * radius

/** A ring that empties, with the number inside. Decoration: the time is told in words beside it. */
export function CountdownRing({ part, text }: { part: number; text: string }) {
  const left = Math.min(1, Math.max(0, part))
  return (
    <span className={styles.ring} aria-hidden="true">
      <svg viewBox="0 0 52 52" width="52" height="52" aria-hidden="true">
        <circle cx="26" cy="26" r={radius} className={styles.track} />
        <circle
          cx="26"
          cy="26"
          r={radius}
          className={styles.left}
          strokeDasharray={around}
          strokeDashoffset={around * (1 - left)}
          transform="rotate(-90 26 26)"
        />
      </svg>
      <b className="num" data-letters={text.length}>
        {text}
      </b>
    </span>
  )
}
