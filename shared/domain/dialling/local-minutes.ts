/** The zones of a country as the running calendar knows them; none for one that it does not know. */
function listZones(country: string): readonly string[] {
  const locale: Intl.Locale & { getTimeZones?(): string[] | undefined } = new Intl.Locale('und', { region: country })
  return locale.getTimeZones?.() ?? []
}

/**
 * Minutes since midnight where a called party may be at `now` (epoch ms): in the zone we know of them, else in every
 * zone of the number's country. Without either only UTC is left to go by.
 */
export function readLocalMinutes(now: number, place: { timeZone: string | null; country: string | null }): number[] {
  const zones = place.timeZone !== null ? [place.timeZone] : place.country === null ? [] : listZones(place.country)
  const minutes = (zones.length > 0 ? zones : ['UTC']).map((timeZone) => readMinutes(now, timeZone))
  return [...new Set(minutes)]
}

function readMinutes(now: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
    .formatToParts(now)
    .map(({ type, value }) => [type, Number(value)] as const)
  const clock = Object.fromEntries(parts)
  return (clock.hour ?? 0) * 60 + (clock.minute ?? 0)
}
