export const RATE = 8_000

/** `ms` of a sine in G.711 µ-law. */
export function writeTone(hertz: number, ms: number, amplitude = 6_000): Buffer {
  const count = (RATE * ms) / 1_000
  return Buffer.from(
    Array.from({ length: count }, (_, index) =>
      encodeUlaw(Math.round(amplitude * Math.sin((2 * Math.PI * hertz * index) / RATE))),
    ),
  )
}

function encodeUlaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0
  const level = Math.min(Math.abs(sample), 32_635) + 132
  let exponent = 7
  for (let mask = 0x4000; exponent > 0 && (level & mask) === 0; mask >>= 1) exponent -= 1
  return ~(sign | (exponent << 4) | ((level >> (exponent + 3)) & 15)) & 0xff
}

/** G.711 µ-law as linear samples. */
export function decodeUlaw(coded: Buffer): Int16Array {
  return Int16Array.from(coded, (byte) => {
    const bits = ~byte & 0xff
    const level = ((((bits & 15) << 3) + 132) << ((bits >> 4) & 7)) - 132
    return bits & 0x80 ? -level : level
  })
}

/** The amplitude of one tone in the samples, by Goertzel: 6,000 for what `writeTone` writes. */
export function measureTone(samples: Int16Array, hertz: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * hertz) / RATE)
  let [last, before] = [0, 0]
  for (const sample of samples) [last, before] = [sample + turn * last - before, last]
  const power = last * last + before * before - turn * last * before
  return samples.length === 0 ? 0 : (2 * Math.sqrt(Math.max(0, power))) / samples.length
}

/** Which of the tones are in the samples, loud enough for an ear. */
export function findTones(samples: Int16Array, tones: readonly number[]): number[] {
  return tones.filter((hertz) => measureTone(samples, hertz) > 1_000)
}
