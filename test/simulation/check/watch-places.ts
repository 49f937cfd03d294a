import type { Hello } from '#shared/protocol/envelope.ts'

export const LEASE_MS = 10_000
/** Frames that can only come from a desk that holds the place or asks for it. */
const signsOfLife = new Set(['hello', 'lease', 'live'])

/**
 * Who holds an agent's place, told from the frames alone: when central last heard a sign of life of any desk of
 * theirs, and that no two desks are ever welcomed as owners with the same fence.
 */
export function watchPlaces(now: () => number, userOf: (desk: string) => string, fail: (what: string) => void) {
  const heard = new Map<string, number>()
  /** the fence that each desk was last welcomed with as the owner */
  const welcomed = new Map<string, number>()
  return {
    up(desk: string, _hello: Hello, name: string): void {
      if (signsOfLife.has(name)) heard.set(userOf(desk), now())
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
    heardAt: (user: string) => heard.get(user) ?? null,
  }
}
