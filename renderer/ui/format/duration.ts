import { numberFormat } from './keep-formats.ts'

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

/** A finished duration in words: 6 min 12 sec, 6分钟12秒. */
export function formatDuration(durationMs: number, locale: string): string {
  const total = Math.round(durationMs / 1000)
  const hours = Math.floor(total / 3600)
  const minutes = Math.floor(total / 60) % 60
  const parts = [unit(hours, 'hour', locale), unit(minutes, 'minute', locale)]
  if (hours === 0) parts.push(unit(total % 60, 'second', locale))
  const shown = parts.filter((part) => part !== null)
  if (shown.length === 0) return unit(0, 'second', locale, true) ?? ''
  return shown.join(locale.startsWith('zh') ? '' : ' ')
}

function unit(value: number, name: 'hour' | 'minute' | 'second', locale: string, always = false): string | null {
  if (value === 0 && !always) return null
  const unitDisplay = locale.startsWith('zh') ? 'long' : 'short'
  return numberFormat(locale, { style: 'unit', unit: name, unitDisplay }).format(value)
}
