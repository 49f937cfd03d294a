import { writeFileSync } from 'node:fs'

const rate = 16_000

/** A sound file of beeps: a steady tone would be taken for noise and filtered out. */
export function writeBeeps(file: string, hz: number, seconds: number): void {
  const samples = Buffer.alloc(rate * seconds * 2)
  for (let at = 0; at < rate * seconds; at += 1) {
    const sounding = (at / rate) % 0.5 < 0.3
    const value = sounding ? Math.sin((2 * Math.PI * hz * at) / rate) * 0.5 : 0
    samples.writeInt16LE(Math.round(value * 32_767), at * 2)
  }
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + samples.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(rate, 24)
  head.writeUInt32LE(rate * 2, 28)
  head.writeUInt16LE(2, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36)
  head.writeUInt32LE(samples.length, 40)
  writeFileSync(file, Buffer.concat([head, samples]))
}
