import { type ByteReader, readBytes, viewOf } from './byte-reader.ts'
import { NotWav, readWavHeader, writeWavHeader } from './wav.ts'

/** So much of each side is held at once: a second. */
const PIECE_BYTES = 16_000

/**
 * Two mono WAV files of one rate as one of two channels; the shorter ends in silence. Throws `NotWav` for anything
 * else. Ends both sources, also when its reader stops early.
 */
export async function* joinStereo(
  left: AsyncIterable<Uint8Array>,
  right: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const sides = [readBytes(left), readBytes(right)] as const
  try {
    const [one, other] = [await readWavHeader(sides[0]), await readWavHeader(sides[1])]
    if (one.channels !== 1 || other.channels !== 1 || one.rate !== other.rate) throw new NotWav('sides do not fit')
    const sideBytes = Math.max(one.dataBytes, other.dataBytes) & ~1
    yield writeWavHeader({ channels: 2, rate: one.rate, dataBytes: 2 * sideBytes })
    for (let at = 0; at < sideBytes; at += PIECE_BYTES) {
      const length = Math.min(PIECE_BYTES, sideBytes - at)
      const pieces = [
        await pad(sides[0], length, one.dataBytes - at),
        await pad(sides[1], length, other.dataBytes - at),
      ] as const
      yield interleave(...pieces)
    }
  } finally {
    await Promise.all(sides.map((side) => side.close()))
  }
}

/** `left`: what there is still of this side; what follows in its file is no sound. */
async function pad(reader: ByteReader, length: number, left: number): Promise<DataView> {
  const wanted = Math.max(0, Math.min(length, left))
  const piece = await reader.read(wanted)
  if (piece.length < wanted) throw new Error('a side of a recording ended before its end')
  if (piece.length === length) return viewOf(piece)
  const padded = new Uint8Array(length)
  padded.set(piece)
  return viewOf(padded)
}

function interleave(left: DataView, right: DataView): Uint8Array {
  const both = new Uint8Array(2 * left.byteLength)
  const view = viewOf(both)
  for (let at = 0; at < left.byteLength; at += 2) {
    view.setInt16(2 * at, left.getInt16(at, true), true)
    view.setInt16(2 * at + 2, right.getInt16(at, true), true)
  }
  return both
}
