import { randomBytes, randomInt } from 'node:crypto'
import type { Random } from '#shared/domain/random.ts'

/** Dice of the operating system. */
export const secureRandom: Random = {
  next: () => randomInt(2 ** 47) / 2 ** 47,
  bytes: (count) => randomBytes(count),
}
