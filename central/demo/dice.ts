import type { Random } from '#shared/domain/random.ts'

/** Choices of a seeded source: the same seed tells the same story. */
export type Dice = {
  random: Random
  /** an integer from `low` to `high`, both included */
  between(low: number, high: number): number
  chance(probability: number): boolean
  pick<T>(choices: readonly T[]): T
  /** picks by weight: `[['a', 3], ['b', 1]]` gives a three times as often */
  weigh<T>(choices: readonly (readonly [T, number])[]): T
  digits(count: number): string
  /** a UUIDv7 of that time */
  id(at: number): string
}

export function createDice(random: Random): Dice {
  const between = (low: number, high: number) => low + Math.floor(random.next() * (high - low + 1))
  const hex = (width: number) =>
    Math.floor(random.next() * 16 ** width)
      .toString(16)
      .padStart(width, '0')
  const pick = <T>(choices: readonly T[]): T => {
    const choice = choices[Math.floor(random.next() * choices.length)]
    if (choice === undefined) throw new Error('nothing to pick from')
    return choice
  }
  return {
    random,
    between,
    pick,
    chance: (probability) => random.next() < probability,
    weigh(choices) {
      let left = random.next() * choices.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [choice, weight] of choices) {
        left -= weight
        if (left < 0) return choice
      }
      return pick(choices.map(([choice]) => choice))
    },
    digits: (count) => Array.from({ length: count }, () => between(0, 9)).join(''),
    id(at) {
      const time = Math.max(0, at).toString(16).padStart(12, '0')
      const variant = (8 + between(0, 3)).toString(16)
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${variant}${hex(3)}-${hex(6)}${hex(6)}`
    },
  }
}
