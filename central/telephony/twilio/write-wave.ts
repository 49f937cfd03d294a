/** Samples a second of everything that we play. */
export const RATE = 8_000
const BITS_PER_SAMPLE = 8
const MU_LAW = 7
const HEADER_BYTES = 58

/** A telephone-grade WAV (8 kHz, mu-law, mono) of linear 16-bit samples. */
export function writeWave(samples: Iterable<number>): Buffer {
  const data = Uint8Array.from(samples, toMuLaw)
  return Buffer.concat([writeHeader(data.length), data])
}

/** G.711 mu-law of one linear 16-bit sample. */
function toMuLaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0
  const level = Math.min(Math.abs(Math.round(sample)), 32_635) + 132
  const exponent = Math.max(0, 31 - Math.clz32(level) - 7)
  const mantissa = (level >> (exponent + 3)) & 0x0f
  return ~(sign | (exponent << 4) | mantissa) & 0xff
}

function writeHeader(dataBytes: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES)
  header.write('RIFF', 0)
  header.writeUInt32LE(HEADER_BYTES - 8 + dataBytes, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(18, 16)
  header.writeUInt16LE(MU_LAW, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(RATE, 24)
  header.writeUInt32LE(RATE, 28)
  header.writeUInt16LE(1, 32)
  header.writeUInt16LE(BITS_PER_SAMPLE, 34)
  header.writeUInt16LE(0, 36)
  header.write('fact', 38)
  header.writeUInt32LE(4, 42)
  header.writeUInt32LE(dataBytes, 46)
  header.write('data', 50)
  header.writeUInt32LE(dataBytes, 54)
  return header
}
