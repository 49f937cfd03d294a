import { RATE, writeWave } from './write-wave.ts'

/** Two tones for a second, then three seconds of silence: what callers in most countries know as ringing. */
const HERTZ = [440, 480] as const
const RING_S = 1
const PERIOD_S = 4

/** One ring of what a customer hears while somebody else is called for them; repeated by who plays it. 32 kB. */
export function composeRingbackTone(): Buffer {
  return writeWave(ring())
}

function* ring(): Generator<number> {
  for (let step = 0; step < RATE * PERIOD_S; step += 1) {
    const seconds = step / RATE
    const level = seconds < RING_S ? 4_000 : 0
    yield HERTZ.reduce((sum, hertz) => sum + level * Math.sin(2 * Math.PI * hertz * seconds), 0)
  }
}
