import { randomBytes, randomInt } from 'node:crypto'
import type { Random } from '#shared/domain/random.ts'

/** One draw from the operating system costs as much for many bytes as for sixteen, and a ring needs four ids. */
const POOL_BYTES = 4_096

function createPool(): Random['bytes'] {
  let pool = randomBytes(POOL_BYTES)
  return (count) => {
    if (count > POOL_BYTES) return randomBytes(count)
    if (pool.length < count) pool = randomBytes(POOL_BYTES)
    const drawn = new Uint8Array(pool.subarray(0, count))
    // what was given out stays nowhere else: it may become a token
    pool.fill(0, 0, count)
    pool = pool.subarray(count)
    return drawn
  }
}

/** Dice of the operating system. */
export const secureRandom: Random = {
  next: () => randomInt(2 ** 47) / 2 ** 47,
  bytes: createPool(),
}
