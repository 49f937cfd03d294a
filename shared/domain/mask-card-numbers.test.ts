import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskCardNumbers } from './mask-card-numbers.ts'

const withCheckDigit = (body: string) => {
  const sum = [...body].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return body + String((10 - (sum % 10)) % 10)
}
const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`))
const card = fc
  .constantFrom(
    ['4', 16],
    ['4', 13],
    ['51', 16],
    ['2221', 16],
    ['37', 15],
    ['6011', 16],
    ['3528', 16],
    ['36', 14],
    ['62', 19],
  )
  .chain(([prefix, length]) =>
    digits(Number(length) - String(prefix).length - 1).map((body) => withCheckDigit(`${prefix}${body}`)),
  )
const fullWidth = (text: string) => text.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))
const writings: ((number: string) => string)[] = [
  (number) => number,
  (number) => number.replace(/(.{4})(?=.)/g, '$1 '),
  (number) => number.replace(/(.{4})(?=.)/g, '$1-'),
  (number) => number.replace(/(.{4})(?=.)/g, '$1 - '),
  (number) => `${number.slice(0, 8)}\n${number.slice(8)}`,
  fullWidth,
  (number) => fullWidth(number.replace(/(.{4})(?=.)/g, '$1 ')),
]

describe('a card number in a note', () => {
  it.each([
    ['Card 4111 1111 1111 1111, exp 12/27', 'Card •••• •••• •••• 1111, exp 12/27'],
    ['4111111111111111 12/27', '••••••••••••1111 12/27'],
    ['卡号４１１１１１１１１１１１１１１１。', '卡号••••••••••••１１１１。'],
    ['3782-822463-10005', '••••-••••••-•0005'],
  ])('%s keeps its last four digits', (text, masked) => {
    expect(maskCardNumbers(text)).toBe(masked)
  })

  it('is found however it is written, and what stands around it stays', () => {
    fc.assert(
      fc.property(card, fc.constantFrom(...writings), (number, write) => {
        const masked = maskCardNumbers(`paid with ${write(number)} today`)
        expect(masked.normalize('NFKC').replace(/\D/g, '')).toBe(number.slice(-4))
        expect(masked.startsWith('paid with ') && masked.endsWith(' today')).toBe(true)
        expect(maskCardNumbers(masked)).toBe(masked)
      }),
      { numRuns: 5_000 },
    )
  })
})

describe('other numbers', () => {
  it.each([
    'call +86 138 1234 5678',
    'order 1234567812345670',
    'SO-2026-0451, SO-2026-0452',
    '2026-05-12 14:30',
    'id 11010519491231002X',
  ])('stay: %s', (text) => {
    expect(maskCardNumbers(text)).toBe(text)
  })

  it('of Chinese identity cards and telephones stay in 999 of 1,000 notes', () => {
    const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    const identity = fc
      .tuple(
        fc.constantFrom('110105', '620102', '310101', '440305', '513701'),
        fc.integer({ min: 1940, max: 2019 }),
        digits(3),
      )
      .map(([place, year, serial]) => {
        const body = `${place}${year}0715${serial}`
        return body + '10X98765432'[weights.reduce((sum, weight, index) => sum + weight * Number(body[index]), 0) % 11]
      })
    const phone = fc.oneof(
      digits(9).map((rest) => `13${rest}`),
      digits(9).map((rest) => `+4915${rest}`),
      digits(10).map((rest) => `001${rest}`),
    )
    let altered = 0
    fc.assert(
      fc.property(fc.oneof(identity, phone), (number) => {
        if (maskCardNumbers(`note ${number}.`) !== `note ${number}.`) altered += 1
      }),
      { numRuns: 10_000 },
    )
    expect(altered).toBeLessThanOrEqual(10)
  })

  it('never make a text of the longest note slow', () => {
    const text = '4 '.repeat(10_000)
    const start = performance.now()
    maskCardNumbers(text)
    expect(performance.now() - start).toBeLessThan(500)
  })
})
