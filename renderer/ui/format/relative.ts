import { relativeFormat } from './keep-formats.ts'

const steps = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
  { unit: 'second', ms: 1000 },
] as const

/** Distance in the largest fitting unit: in 12 min, 2 sec. ago, 12分钟后, now. */
export function formatRelative(at: number, now: number, locale: string): string {
  const distance = at - now
  const step = steps.find((candidate) => Math.abs(distance) >= candidate.ms)
  const format = relativeFormat(locale, { numeric: 'auto', style: 'short' })
  return step === undefined ? format.format(0, 'second') : format.format(Math.trunc(distance / step.ms), step.unit)
}
