import type { Random } from '#shared/domain/random.ts'

/** Every order of these, n! of them. */
export function* permute<T>(items: readonly T[]): Generator<T[]> {
  if (items.length === 0) yield []
  for (const [index, first] of items.entries()) {
    for (const rest of permute(items.toSpliced(index, 1))) yield [first, ...rest]
  }
}

/** All of them twice, in one order of many. */
export function shuffleDoubled<T>(items: readonly T[], random: Pick<Random, 'next'>): T[] {
  return [...items, ...items]
    .map((item) => ({ item, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}
