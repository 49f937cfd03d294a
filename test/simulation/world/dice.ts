import type { Random } from '#shared/domain/random.ts'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'

/** Throws of one world: each part has dice of its own, so that a change in one does not shake the others. */
export type Dice = Random & {
  chance(share: number): boolean
  /** a whole number in [from, to] */
  between(from: number, to: number): number
  pick<T>(items: readonly T[]): T | undefined
  /** an entry by its weight */
  weigh<T>(entries: readonly (readonly [number, T])[]): T
}

export function createDice(seed: number, part: string): Dice {
  const random = createSeededRandom(mix(seed, part))
  // neighbouring seeds start alike
  for (let warm = 0; warm < 3; warm += 1) random.next()
  const between = (from: number, to: number) => from + Math.floor(random.next() * (to - from + 1))
  return {
    ...random,
    between,
    chance: (share) => random.next() < share,
    pick: (items) => items[between(0, items.length - 1)],
    weigh(entries) {
      let left = random.next() * entries.reduce((sum, [weight]) => sum + weight, 0)
      for (const [weight, item] of entries) {
        left -= weight
        if (left < 0) return item
      }
      const last = entries.at(-1)
      if (!last) throw new Error('nothing to choose from')
      return last[1]
    },
  }
}

/** FNV-1a over the seed and the name. */
function mix(seed: number, part: string): number {
  let hash = 0x811c9dc5
  for (const char of `${seed}/${part}`) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193)
  return hash >>> 0
}
