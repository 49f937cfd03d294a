import { expect, it } from 'vitest'
import { secureRandom } from './random.ts'

it('draws as many bytes as asked for, never the same, across the end of a pool and beyond its size', () => {
  const drawn = Array.from({ length: 1_000 }, () => secureRandom.bytes(16))
  expect(new Set(drawn.map((bytes) => Buffer.from(bytes).toString('hex'))).size).toBe(1_000)
  for (const count of [1, 12, 4_090, 4_096, 10_000]) {
    const bytes = secureRandom.bytes(count)
    expect(bytes).toHaveLength(count)
    // a pool that was given out blanked would show here
    if (count > 1000) expect(new Set(bytes).size).toBeGreaterThan(200)
  }
})

it('gives bytes that nobody else can change', () => {
  const first = secureRandom.bytes(32)
  const kept = Buffer.from(first).toString('hex')
  secureRandom.bytes(32).fill(0)
  expect(Buffer.from(first).toString('hex')).toBe(kept)
  expect(first.buffer.byteLength).toBe(32)
})
