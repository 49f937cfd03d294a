import { dateFormat, relativeFormat } from './keep-formats.ts'

const dayMs = 86_400_000

/** Whole calendar days from `now` to `at` in this computer's zone; negative when `at` lies before. */
export function countDays(at: number, now: number): number {
  const day = (time: number) => {
    const date = new Date(time)
    return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate())
  }
  return Math.round((day(at) - day(now)) / dayMs)
}

/** 09:06 */
export function formatTime(at: number, locale: string, timeZone?: string): string {
  const zone = timeZone === undefined ? {} : { timeZone }
  return dateFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...zone }).format(at)
}

/** 10:24:05, for what is read by the second. */
export function formatSecond(at: number, locale: string): string {
  return dateFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(at)
}

/** 18 Nov; with the year when it is another one: 18 Nov 2024. */
export function formatDay(at: number, now: number, locale: string): string {
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  return dateFormat(dayLocale(locale), {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(at)
}

/** Mar 2021 */
export function formatMonth(at: number, locale: string): string {
  return dateFormat(locale, { month: 'short', year: 'numeric' }).format(at)
}

/** 18 Nov 2026, 09:06 */
export function formatFull(at: number, locale: string): string {
  return dateFormat(dayLocale(locale), {
    dateStyle: 'medium',
    timeStyle: 'short',
    hourCycle: 'h23',
  }).format(at)
}

/** Near days by name (Today 09:06, Yesterday 16:20), others by date. */
export function formatMoment(at: number, now: number, locale: string): string {
  const days = countDays(at, now)
  if (Math.abs(days) > 1) return formatDay(at, now, locale)
  const name = relativeFormat(locale, { numeric: 'auto' }).format(days, 'day')
  return `${capitalise(name, locale)} ${formatTime(at, locale)}`
}

// "English" without a country writes Nov 18; the desk writes 18 Nov everywhere.
const dayLocale = (locale: string) => (locale === 'en' ? 'en-GB' : locale)
const capitalise = (text: string, locale: string) => text.charAt(0).toLocaleUpperCase(locale) + text.slice(1)
