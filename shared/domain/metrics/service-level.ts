export type QueueDay = {
  /** answered within the queue's threshold, counted from arrival */
  answeredInTime: number
  answered: number
  /** callers who left after the short-abandon time; short abandons count nowhere */
  abandoned: number
}

/**
 * Service level in percent: answered in time / (answered + abandoned), short abandons left out of both. Null before
 * the first call that counts.
 */
export function computeServiceLevel({ answeredInTime, answered, abandoned }: QueueDay): number | null {
  const counted = answered + abandoned
  return counted === 0 ? null : (answeredInTime / counted) * 100
}
