import { randomBytes } from 'node:crypto'
import type { Random } from '#shared/domain/random.ts'

/** The operating system's randomness, given to a desk by its shell. */
export const secureRandom: Random = {
  next: () => Math.random(),
  bytes: (count) => new Uint8Array(randomBytes(count)),
}
