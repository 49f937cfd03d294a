import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readBytes } from './byte-reader.ts'
import { joinStereo } from './join-stereo.ts'
import { NotWav, readWavHeader, writeWavHeader } from './wav.ts'

const samples = fc.array(fc.integer({ min: -32_768, max: 32_767 }), { maxLength: 300 })

function mono(values: readonly number[]): Buffer {
  const body = Buffer.alloc(2 * values.length)
  for (const [index, value] of values.entries()) body.writeInt16LE(value, 2 * index)
  return Buffer.concat([writeWavHeader({ channels: 1, rate: 8_000, dataBytes: body.length }), body])
}
/** in pieces of any size, as a network brings them */
async function* bring(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
async function gather(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of source) parts.push(part)
  return Buffer.concat(parts)
}

describe('two sides joined', () => {
  it('have each their own channel, and the shorter ends in silence', async () => {
    await fc.assert(
      fc.asyncProperty(samples, samples, fc.integer({ min: 1, max: 50 }), async (left, right, size) => {
        const joined = await gather(joinStereo(bring(mono(left), size), bring(mono(right), size)))
        const reader = readBytes(bring(joined, 7))
        const format = await readWavHeader(reader)
        const length = Math.max(left.length, right.length)
        expect(format).toEqual({ channels: 2, rate: 8_000, dataBytes: 4 * length })
        const body = Buffer.from(await reader.read(format.dataBytes))
        const channel = (offset: number) => Array.from({ length }, (_, index) => body.readInt16LE(4 * index + offset))
        const filled = (values: number[]) => [...values, ...Array<number>(length - values.length).fill(0)]
        expect([channel(0), channel(2)]).toEqual([filled(left), filled(right)])
      }),
    )
  })

  it('have only sound in them: what else a file ends with is left out', async () => {
    const noted = Buffer.concat([mono([5]), Buffer.from('LIST, and who made it')])
    const joined = await gather(joinStereo(bring(noted, 9), bring(mono([1, 2, 3, 4]), 9)))
    expect(Array.from({ length: 4 }, (_, index) => joined.readInt16LE(44 + 4 * index))).toEqual([5, 0, 0, 0])
  })

  it('are an error when one is cut off: a part does not pass for the whole', async () => {
    const cut = mono([1, 2, 3, 4]).subarray(0, -2)
    await expect(gather(joinStereo(bring(cut, 9), bring(mono([1, 2, 3, 4]), 9)))).rejects.toThrow('before its end')
  })

  it('are refused when they are no mono WAV, whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 80 }), async (bytes) => {
        await expect(gather(joinStereo(bring(Buffer.from(bytes), 9), bring(mono([1]), 9)))).rejects.toThrow(NotWav)
      }),
    )
    const header = mono([1, 2, 3])
    for (const [at, value] of [
      [20, 7],
      [22, 2],
      [34, 8],
    ] as const) {
      const wrong = Buffer.from(header)
      wrong.writeUInt16LE(value, at)
      await expect(gather(joinStereo(bring(header, 9), bring(wrong, 9)))).rejects.toThrow(NotWav)
    }
  })
})
