import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readRange } from './read-range.ts'

it('reads what players ask for', () => {
  expect(readRange('bytes=0-', 100)).toEqual({ from: 0, to: 99 })
  expect(readRange('bytes=10-19', 100)).toEqual({ from: 10, to: 19 })
  expect(readRange('bytes=90-500', 100)).toEqual({ from: 90, to: 99 })
  expect(readRange('bytes=-30', 100)).toEqual({ from: 70, to: 99 })
  expect(readRange('bytes=-300', 100)).toEqual({ from: 0, to: 99 })
})

it('knows what is not there, and leaves aside what it need not do', () => {
  for (const header of ['bytes=100-', 'bytes=-0']) expect(readRange(header, 100)).toBe('beyond')
  const left = [undefined, '', 'bytes=', 'bytes=-', 'bytes=5-3', 'bytes=0-1,4-5', 'items=0-1', 'bytes=a-b']
  for (const header of left) expect(readRange(header, 100), header).toBe('whole')
})

it('never leaves the file, whatever is asked', () => {
  const numbers = fc.oneof(fc.nat(), fc.constant(''), fc.string())
  fc.assert(
    fc.property(numbers, numbers, fc.integer({ min: 1, max: 1e6 }), (from, to, size) => {
      const range = readRange(`bytes=${from}-${to}`, size)
      if (typeof range === 'string') return
      expect(range.from).toBeGreaterThanOrEqual(0)
      expect(range.to).toBeGreaterThanOrEqual(range.from)
      expect(range.to).toBeLessThan(size)
    }),
  )
})
