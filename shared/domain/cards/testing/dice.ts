import type { Random } from '#shared/domain/random.ts'

/** Choices from one seeded source. */
export function makeDice(random: Random) {
  const below = (most: number) => Math.floor(random.next() * most)
  return {
    below,
    pick: <T>(from: readonly T[]): T => from[below(from.length)] as T,
    digits: (length: number) => Array.from({ length }, () => below(10)).join(''),
  }
}
