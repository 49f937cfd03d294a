/** By law all of China has the hour of Shanghai: nobody there may not be called in the morning for this one's sake. */
const notOfficial = 'Asia/Urumqi'

/** The zones of a country as the running calendar knows them; none for one that it does not know. */
function listZones(country: string): readonly string[] {
  const locale: Intl.Locale & { getTimeZones?(): string[] | undefined } = new Intl.Locale('und', { region: country })
  return (locale.getTimeZones?.() ?? []).filter((zone) => zone !== notOfficial)
}

/**
 * Minutes since midnight where a called party may be at `now` (epoch ms): in the zone we know of them, else in every
 * zone of the countries that the number may be of. Without either only UTC is left to go by.
 */
export function readLocalMinutes(
  now: number,
  { timeZone, countries }: { timeZone: string | null; countries: readonly string[] },
): number[] {
  const zones = timeZone !== null ? [timeZone] : [...new Set(countries.flatMap(listZones))]
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
