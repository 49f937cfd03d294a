import { expect, it } from 'vitest'
import { LEVEL_MS, type Measured, measureLevels } from './measure-levels.ts'
import { writeWavHeader } from './wav.ts'

const RATE = 8_000
const PER_LEVEL = (RATE * LEVEL_MS) / 1_000

/** Half a second: loud, then still; on the right, where there is one, the other way round. */
async function measure(channels: 1 | 2): Promise<Measured> {
  const samples = Buffer.alloc(2 * channels * 2 * PER_LEVEL)
  for (let frame = 0; frame < PER_LEVEL; frame += 1) {
    samples.writeInt16LE(-12_800, 2 * channels * frame)
    if (channels === 2) samples.writeInt16LE(6_400, 2 * channels * (PER_LEVEL + frame) + 2)
  }
  async function* sound() {
    yield writeWavHeader({ channels, rate: RATE, dataBytes: samples.length })
    yield samples
  }
  let measured: Measured | null = null
  for await (const _piece of measureLevels(sound(), (found) => {
    measured = found
  }));
  if (measured === null) throw new Error('nothing was measured')
  return measured
}

it('tells left and right in turn', async () => {
  expect(await measure(2)).toEqual({ durationMs: 500, levels: Uint8Array.from([100, 0, 0, 50]) })
})

it('tells a message, which has one side, as its left', async () => {
  expect(await measure(1)).toEqual({ durationMs: 500, levels: Uint8Array.from([100, 0, 0, 0]) })
})
