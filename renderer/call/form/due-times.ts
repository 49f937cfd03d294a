/** A time on a day counted from `now`, in this computer's zone. */
export function atHour(now: number, days: number, hour: number): number {
  const day = new Date(now)
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + days, hour).getTime()
}

export type QuickTime = { name: 'inHour' | 'today' | 'tomorrow' | 'nextWeek'; at: number }

/** What agents promise most; a time that has gone by is not offered. */
export function listQuickTimes(now: number): QuickTime[] {
  const choices: QuickTime[] = [
    { name: 'inHour', at: Math.ceil((now + 3_600_000) / 300_000) * 300_000 },
    { name: 'today', at: atHour(now, 0, 16) },
    { name: 'tomorrow', at: atHour(now, 1, 9) },
    { name: 'nextWeek', at: atHour(now, 7, 9) },
  ]
  return choices.filter((choice) => choice.at > now)
}

const pad = (value: number) => String(value).padStart(2, '0')

/** As `<input type="datetime-local">` wants it: 2026-11-22T16:00 in local time. */
export function toLocalInput(at: number): string {
  const date = new Date(at)
  const day = `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
  return `${day}T${pad(date.getHours())}:${pad(date.getMinutes())}`
}

/** What was typed there, or null while it is incomplete. */
export function fromLocalInput(text: string): number | null {
  if (!/^\d{4,6}-\d\d-\d\dT\d\d:\d\d/.test(text)) return null
  const at = new Date(text).getTime()
  return Number.isNaN(at) ? null : at
}
