import { relativeFormat } from '#renderer/ui/format/keep-formats.ts'

/** A distance in whole days in words: today, tomorrow, in 18 days, 18天后. */
export function formatDays(days: number, locale: string): string {
  return relativeFormat(locale, { numeric: 'auto' }).format(days, 'day')
}
