import { v7 } from 'uuid'
import type { Clock } from './clock.ts'
import type { Random } from './random.ts'

/** Makes UUIDv7 from the given clock and dice. Ids of one source sort in the order they were made. */
export function createIdSource(clock: Clock, random: Random): () => string {
  let msecs = 0
  let seq = 0
  return () => {
    const bytes = random.bytes(16)
    const now = clock.now()
    if (now > msecs) {
      msecs = now
      // the upper half stays free to count within this millisecond
      seq = ((bytes[6] ?? 0) << 16) | ((bytes[7] ?? 0) << 8) | (bytes[8] ?? 0)
    } else {
      seq += 1
    }
    return v7({ msecs, seq, random: bytes })
  }
}
