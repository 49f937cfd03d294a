import type { Hello } from '#shared/protocol/envelope.ts'
import { LeaseFrame, LiveFrame } from '#shared/protocol/envelope.ts'

export const LEASE_MS = 10_000

type Place = {
  /** when central last heard from the desk that holds the place */
  heardAt: number
  owner: string
}

/**
 * Who holds an agent's place, told from the frames alone: a hello without a fence takes it, nothing else does. Central's
 * word for it (`welcome`, `fenced`) is held against this.
 */
export function watchPlaces(now: () => number, userOf: (desk: string) => string, fail: (what: string) => void) {
  const places = new Map<string, Place>()
  /** the newest fence that each desk was welcomed with as the owner */
  const welcomed = new Map<string, number>()
  const takings = new Map<string, string[]>()
  return {
    up(desk: string, hello: Hello, name: string, frame: unknown): void {
      const user = userOf(desk)
      const place = places.get(user)
      if (name === 'hello') {
        if (!place || hello.fence === null) {
          places.set(user, { heardAt: now(), owner: desk })
          takings.set(user, [...(takings.get(user) ?? []), desk])
        } else if (place.owner === desk) place.heardAt = now()
      }
      if (name === 'lease' && LeaseFrame.safeParse(frame).success && place?.owner === desk) place.heardAt = now()
      if (name === 'live' && LiveFrame.safeParse(frame).success && place?.owner === desk) place.heardAt = now()
    },
    down(desk: string, name: string, frame: unknown): void {
      if (name !== 'welcome') return
      const { fence, fenced } = frame as { fence: number; fenced: boolean }
      if (fenced) return
      const user = userOf(desk)
      for (const [other, held] of welcomed) {
        if (other === desk || userOf(other) !== user) continue
        if (held === fence) fail(`two owners: ${desk} and ${other} both hold the place of ${user} with fence ${fence}`)
      }
      welcomed.set(desk, fence)
    },
    heardAt: (user: string) => places.get(user)?.heardAt ?? null,
  }
}
