import { durationFormat } from './keep-formats.ts'

const pad = (value: number) => String(value).padStart(2, '0')

/** A running clock: 0:12, 7:48, 1:02:05. `padded` gives two digits to the minutes. */
export function formatClock(durationMs: number, padded = false): string {
  const total = Math.max(0, Math.floor(durationMs / 1000))
  const hours = Math.floor(total / 3600)
  const minutes = Math.floor(total / 60) % 60
  const seconds = pad(total % 60)
  if (hours > 0) return `${hours}:${pad(minutes)}:${seconds}`
  return `${padded ? pad(minutes) : minutes}:${seconds}`
}

/** A finished duration in words: 6 min, 12 sec, 6分钟12秒, 6 分鐘 12 秒. Hours come without seconds. */
export function formatDuration(durationMs: number, locale: string): string {
  const total = Math.round(durationMs / 1000)
  const hours = Math.floor(total / 3600)
  const minutes = Math.floor(total / 60) % 60
  const seconds = hours > 0 ? 0 : total % 60
  const zero = { secondsDisplay: 'always' } as const
  return durationFormat(locale, { style: 'short', ...(total === 0 && zero) }).format({ hours, minutes, seconds })
}
