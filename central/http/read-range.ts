/** The part of a file that was asked for, both ends included. */
export type Range = { from: number; to: number }

/**
 * Reads one `Range` header (RFC 9110, 14.2) for a file of `size` bytes. `whole`: none, or one that may be left aside
 * (another unit, several ranges, nonsense). `beyond`: nothing of what was asked for is there.
 */
export function readRange(header: string | undefined, size: number): Range | 'whole' | 'beyond' {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? []
  if (first === undefined || last === undefined || (first === '' && last === '')) return 'whole'
  if (first === '') {
    const length = Math.min(Number(last), size)
    return length === 0 ? 'beyond' : { from: size - length, to: size - 1 }
  }
  const from = Number(first)
  const to = last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (from >= size) return 'beyond'
  return from > to ? 'whole' : { from, to }
}
