import type { Templates } from '#test/simulation/world/template.ts'
import { type Bugs, createWorld, type World } from '#test/simulation/world/world.ts'
import { watchCentral } from './watch-central.ts'
import { LEASE_MS, watchPlaces } from './watch-places.ts'

/** Timers look every 250 ms, a slow disk and a clock that was set back add to it. */
const LATE_MS = 600

/** A world with everybody watching: `look` after every step. */
export function openWatchedWorld(parts: { seed: number; templates: Templates; bugs: Bugs }): {
  world: World
  look(): void
} {
  const box: { world?: World } = {}
  const now = () => box.world?.clock.now() ?? 0
  const fail = (what: string) => box.world?.fail(what)
  const places = watchPlaces(now, (desk) => desk.split('/')[0] ?? desk, fail)
  const world = createWorld({ ...parts, watch: places })
  box.world = world
  const look = watchCentral(world.centralDisk.raw, {
    fail,
    offered(userId) {
      const heardAt = places.heardAt(userId)
      // after a start everybody gets one full period
      const from = Math.max(heardAt ?? 0, world.centralStartedAt)
      const slack = LATE_MS + world.centralDisk.slowByMs + world.centralSetBackMs
      if (now() - from > LEASE_MS + slack)
        fail(`${userId} is offered a call ${now() - from} ms after their desk was heard last`)
    },
  })
  return { world, look }
}
