import { readBytes, viewOf } from './byte-reader.ts'
import { readWavHeader, writeWavHeader } from './wav.ts'

/** One level for so long. */
export const LEVEL_MS = 250

export type Measured = {
  durationMs: number
  /** for each 250 ms the loudest sample of left and of right, 0–255; where there is one channel, right is 0 */
  levels: Uint8Array
}

/**
 * Hands a WAV on as it comes and says at its end how long and how loud it was. Throws `NotWav`. What follows the sound
 * is dropped; a sound that is cut off is an error, for a part of a recording must not pass for the whole.
 */
export async function* measureLevels(
  source: AsyncIterable<Uint8Array>,
  done: (measured: Measured) => void,
): AsyncGenerator<Uint8Array> {
  const reader = readBytes(source)
  try {
    const format = await readWavHeader(reader)
    yield writeWavHeader(format)
    const frameBytes = 2 * format.channels
    const step = Math.round((format.rate * LEVEL_MS) / 1_000) * frameBytes
    const levels: number[] = []
    for (let left = format.dataBytes; left > 0; left -= step) {
      const length = Math.min(step, left)
      const piece = await reader.read(length)
      if (piece.length < length) throw new Error('the sound of a recording ended before its end')
      const [said = 0, heard = 0] = findLoudest(piece, format.channels)
      levels.push(said, heard)
      yield piece
    }
    done({
      durationMs: Math.round((format.dataBytes / frameBytes / format.rate) * 1_000),
      levels: Uint8Array.from(levels),
    })
  } finally {
    await reader.close()
  }
}

function findLoudest(piece: Uint8Array, channels: number): number[] {
  const view = viewOf(piece)
  const loudest = Array<number>(channels).fill(0)
  for (let at = 0; at + 1 < piece.length; at += 2) {
    const channel = (at / 2) % channels
    loudest[channel] = Math.max(loudest[channel] ?? 0, Math.abs(view.getInt16(at, true)))
  }
  return loudest.map((value) => Math.min(255, Math.round(value / 128)))
}
