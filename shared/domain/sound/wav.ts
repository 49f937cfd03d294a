import { type ByteReader, viewOf } from './byte-reader.ts'

/** PCM of 16 bits, as telephony lines keep it. `dataBytes`: of all channels together. */
export type WavFormat = { channels: number; rate: number; dataBytes: number }

/** A file that is no WAV of 16-bit PCM. */
export class NotWav extends Error {}

const SAMPLE_BYTES = 2
const HEADER_BYTES = 44
const PCM = 1
/** What stands between the format and the sound, such as notes of who made it, is no longer than this. */
const MOST_SKIPPED = 1 << 20

/** Reads up to the first sample. Throws `NotWav`. RIFF, as in Microsoft's Multimedia Programming Interface 1.0. */
export async function readWavHeader(reader: ByteReader): Promise<WavFormat> {
  const start = await reader.read(12)
  if (readName(start, 0) !== 'RIFF' || readName(start, 8) !== 'WAVE') throw new NotWav('no RIFF/WAVE header')
  let format: Omit<WavFormat, 'dataBytes'> | null = null
  for (;;) {
    const chunk = await reader.read(8)
    if (chunk.length < 8) throw new NotWav('no sound in it')
    const [name, size] = [readName(chunk, 0), viewOf(chunk).getUint32(4, true)]
    if (name === 'data') {
      if (!format) throw new NotWav('its format is not told')
      return { ...format, dataBytes: size }
    }
    if (size > MOST_SKIPPED) throw new NotWav('a chunk is too long')
    const body = await reader.read(size + (size % 2))
    if (name === 'fmt ') format = readFormat(body)
  }
}

function readName(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4))
}

function readFormat(body: Uint8Array): Omit<WavFormat, 'dataBytes'> {
  if (body.length < 16) throw new NotWav('its format is cut off')
  const view = viewOf(body)
  const [kind, channels, bits] = [view.getUint16(0, true), view.getUint16(2, true), view.getUint16(14, true)]
  const rate = view.getUint32(4, true)
  if (kind !== PCM || bits !== 8 * SAMPLE_BYTES) throw new NotWav('not PCM of 16 bits')
  if (channels === 0 || channels > 2 || rate === 0) throw new NotWav('an unknown number of channels')
  return { channels, rate }
}

export function writeWavHeader({ channels, rate, dataBytes }: WavFormat): Uint8Array {
  const header = new Uint8Array(HEADER_BYTES)
  const view = viewOf(header)
  const write = (text: string, at: number) => {
    for (let index = 0; index < text.length; index += 1) header[at + index] = text.charCodeAt(index)
  }
  write('RIFF', 0)
  view.setUint32(4, HEADER_BYTES - 8 + dataBytes, true)
  write('WAVEfmt ', 8)
  view.setUint32(16, 16, true)
  view.setUint16(20, PCM, true)
  view.setUint16(22, channels, true)
  view.setUint32(24, rate, true)
  view.setUint32(28, rate * channels * SAMPLE_BYTES, true)
  view.setUint16(32, channels * SAMPLE_BYTES, true)
  view.setUint16(34, 8 * SAMPLE_BYTES, true)
  write('data', 36)
  view.setUint32(40, dataBytes, true)
  return header
}
