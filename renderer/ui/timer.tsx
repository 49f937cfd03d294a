import { formatClock } from './format/duration.ts'
import { useNow } from './now.tsx'

type Props = { since: number; padded?: boolean; className?: string | undefined; label?: string }

/** Time gone by since a moment, as 7:48 (padded: 07:48). Never announced. */
export function Timer({ since, padded = false, className, label }: Props) {
  const now = useNow()
  return (
    <span role="timer" aria-live="off" aria-label={label} className={className}>
      {formatClock(now - since, padded)}
    </span>
  )
}

/** Whole seconds left until a moment, never below zero. */
export function useSecondsLeft(until: number): number {
  const now = useNow(250)
  return Math.max(0, Math.ceil((until - now) / 1000))
}
