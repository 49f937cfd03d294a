/** A time on a day counted from `now`, in this computer's zone. */
function atHour(now: number, days: number, hour: number): number {
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

/** As the date picker holds it: 2026-11-22 16:00:00 in this computer's zone. */
export function toPicker(at: number): string {
  const date = new Date(at)
  const day = `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
  return `${day} ${pad(date.getHours())}:${pad(date.getMinutes())}:00`
}

/** The moment the picker means; it gives nothing but whole dates with a time. */
export function fromPicker(text: string): number {
  return new Date(text.replace(' ', 'T')).getTime()
}
