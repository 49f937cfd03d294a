const RATE = 8_000
const BEAT_S = 0.5
const BITS_PER_SAMPLE = 8
const MU_LAW = 7
const HEADER_BYTES = 58

/** Broken chords of one calm progression: C, Am, F, G as notes of the tempered scale around A4. */
const chords = [
  [-9, -5, -2, 3],
  [-12, -9, -5, 0],
  [-16, -12, -9, -4],
  [-14, -10, -7, -2],
]
const rounds = 2

/**
 * The music callers wait with: a telephone-grade WAV (8 kHz, mu-law, mono) of 16 s that is made here, so that it
 * belongs to nobody else and no other server is needed. About 128 kB.
 */
export function composeWaitingMusic(): Buffer {
  const notes = Array.from({ length: rounds }, () => chords)
    .flat()
    .flat()
  const perNote = RATE * BEAT_S
  const samples = Buffer.alloc(notes.length * perNote)
  for (const [index, note] of notes.entries()) {
    for (let step = 0; step < perNote; step += 1) {
      const previous = notes[(index + notes.length - 1) % notes.length] ?? note
      const sample = sound(note, step / RATE) + sound(previous, step / RATE + BEAT_S)
      samples[index * perNote + step] = toMuLaw(sample * 9_000)
    }
  }
  return Buffer.concat([writeHeader(samples.length), samples])
}

/** A plucked tone, `seconds` after it was struck. */
function sound(note: number, seconds: number): number {
  const hertz = 440 * 2 ** (note / 12)
  const swing = 2 * Math.PI * hertz * seconds
  const attack = Math.min(1, seconds / 0.02)
  return attack * Math.exp(-3 * seconds) * (Math.sin(swing) + 0.3 * Math.sin(2 * swing))
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
