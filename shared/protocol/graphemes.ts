const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' })

/**
 * Whether a text has at most `limit` characters as people count them: 𠮷, 👩‍👩‍👧 and a letter with its accents are one
 * each. One character may be endless, so `capUnits` holds too.
 */
export function fitsGraphemes(text: string, limit: number): boolean {
  if (text.length <= limit) return true
  if (text.length > capUnits(limit)) return false
  let left = limit
  for (const _ of segmenter.segment(text)) {
    left -= 1
    if (left < 0) return false
  }
  return true
}

/**
 * The most UTF-16 code units a text of `limit` characters may take: ten each, 2,000 in all. Longer texts are counted
 * in code units alone, which keeps a note inside one frame.
 */
export const capUnits = (limit: number): number => Math.max(limit, Math.min(limit * 10, 2000))
