const RATE = 8_000

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
