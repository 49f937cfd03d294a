/** When the day that holds `now` began in a time zone, epoch ms; right also on days on which the clock is changed. */
export function startOfDay(now: number, timeZone: string): number {
  const local = now + offsetAt(now, timeZone)
  const midnight = local - (((local % DAY) + DAY) % DAY)
  // at midnight another offset may have held
  return midnight - offsetAt(midnight - offsetAt(now, timeZone), timeZone)
}

const DAY = 86_400_000

/** Local time minus UTC. */
function offsetAt(at: number, timeZone: string): number {
  const name = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find((part) => part.type === 'timeZoneName')?.value
  const [, sign, hours, minutes] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(name ?? '') ?? []
  if (!sign) return 0
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
}
