import type { Clock } from '#shared/domain/clock.ts'
import type { Dice } from './dice.ts'
import type { Trace } from './trace.ts'

/** How the network between desks and central behaves: shares in [0, 1], times in ms. */
export type Weather = { lost: number; doubled: number; late: number; lateByMs: number; latencyMs: number }
export const fairWeather: Weather = { lost: 0, doubled: 0, late: 0, lateByMs: 0, latencyMs: 4 }

/** One direction of a desk's way to central. A cut one swallows everything. */
export type Cut = 'none' | 'up' | 'down' | 'both'
export type Way = 'up' | 'down'

export type Ways = ReturnType<typeof createWays>

/** The ways between desks and central, and what the weather does to what travels on them. */
export function createWays({ clock, dice, trace }: { clock: Clock; dice: Dice; trace: Trace }) {
  let weather = fairWeather
  const cuts = new Map<string, { cut: Cut; since: number }>()
  /** when the last frame of this direction arrives: without trouble nothing overtakes */
  const arrivals = new Map<string, number>()

  const cutOf = (desk: string): Cut => cuts.get(desk)?.cut ?? 'none'
  const isCut = (desk: string, way: Way) => cutOf(desk) === 'both' || cutOf(desk) === way

  return {
    cutOf,
    isCut,
    latencyMs: () => weather.latencyMs,
    setWeather(next: Weather) {
      weather = next
    },
    /** cuts or mends; `lasting` is asked after a while whether it still is the same cut */
    cut(desk: string, cut: Cut): { lasting(): boolean } {
      const entry = { cut, since: clock.now() }
      cuts.set(desk, entry)
      trace.say(`${desk} cut ${cut}`)
      return { lasting: () => cuts.get(desk) === entry }
    },
    /** Carries something from one end to the other: `arrive` runs when it is there, never, or twice. */
    travel(desk: string, way: Way, what: string, arrive: () => void): void {
      if (isCut(desk, way) || dice.chance(weather.lost)) {
        trace.say(`${desk} ${way} ${what} lost`)
        return
      }
      const land = (delay: number) =>
        clock.schedule(delay, () => {
          if (!isCut(desk, way)) arrive()
        })
      if (dice.chance(weather.doubled)) land(weather.latencyMs + dice.between(0, weather.lateByMs))
      if (dice.chance(weather.late)) {
        land(weather.latencyMs + dice.between(0, weather.lateByMs))
        return
      }
      const key = `${desk}/${way}`
      const at = Math.max(clock.now() + weather.latencyMs, arrivals.get(key) ?? 0)
      arrivals.set(key, at)
      land(at - clock.now())
    },
  }
}
