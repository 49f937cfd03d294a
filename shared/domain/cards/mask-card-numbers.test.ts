import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import { foldDigits } from './fold-digits.ts'
import { maskCardNumbers } from './mask-card-numbers.ts'
import { mayHoldCard } from './may-hold-card.ts'
import { fullWidth, makeCardNote, makeCardNumber, withCheckDigit } from './testing/card-corpus.ts'
import { makeOtherNote } from './testing/other-corpus.ts'

/** What a reader of the masked text could put together again: any five digits of the number in a row. */
function leaks(masked: string, number: string): boolean {
  const left = foldDigits(masked).replaceAll(/[^\d•]/g, '')
  return Array.from({ length: number.length - 4 }, (_, at) => number.slice(at, at + 5)).some((part) =>
    left.includes(part),
  )
}

describe('a card number in a note', () => {
  it.each([
    ['Card 4111 1111 1111 1111, exp 12/27', 'Card •••• •••• •••• 1111, exp 12/27'],
    ['4111111111111111 12/27', '••••••••••••1111 12/27'],
    ['卡号４１１１１１１１１１１１１１１１。', '卡号••••••••••••１１１１。'],
    ['3782-822463-10005', '••••-••••••-•0005'],
    ['VISA4111111111111111', 'VISA••••••••••••1111'],
    ['order paid by card 4111111111111111', 'order paid by card ••••••••••••1111'],
    ['order 4111 1111 1111 1111', 'order •••• •••• •••• 1111'],
  ])('%s keeps its last four digits', (text, masked) => {
    expect(maskCardNumbers(text)).toBe(masked)
  })

  it('is found in at least 99.5 % of 5,000 notes, however it is written', () => {
    const random = createSeededRandom(20_261_122)
    const missed: string[] = []
    for (let count = 0; count < 5_000; count += 1) {
      const { text, number } = makeCardNote(random)
      if (leaks(maskCardNumbers(text), number)) missed.push(text)
    }
    expect(missed.length, `missed: ${JSON.stringify(missed.slice(0, 10))}`).toBeLessThanOrEqual(25)
  })

  it('masked once is masked: nothing changes the second time, and what stands around it stays', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1 }), (seed) => {
        const number = makeCardNumber(createSeededRandom(seed))
        // thirteen digits may be a mobile number of Austria or Germany without its plus
        fc.pre(number.length > 13)
        const masked = maskCardNumbers(`paid with ${fullWidth(number)} today`)
        expect(masked).toBe(`paid with ${'•'.repeat(number.length - 4)}${fullWidth(number.slice(-4))} today`)
        const { text } = makeCardNote(createSeededRandom(seed))
        expect(maskCardNumbers(maskCardNumbers(text))).toBe(maskCardNumbers(text))
      }),
      { numRuns: 500 },
    )
  })

  it('takes digits that came after it was masked with it', () => {
    expect(maskCardNumbers('••••••••••••1111123')).toBe('•••••••••••••••1123')
  })
})

describe('a security code', () => {
  it.each([
    ['4111111111111111 12/27 123', '••••••••••••1111 12/27 •••'],
    ['4111 1111 1111 1111, exp 12/27, cvc 123', '•••• •••• •••• 1111, exp 12/27, cvc •••'],
    ['4111111111111111 123 12/27', '••••••••••••1111 ••• 12/27'],
    ['378282246310005\n安全码：1234', '•••••••••••0005\n安全码：••••'],
    ['卡背三码：123', '卡背三码：•••'],
    ['cvv 123', 'cvv •••'],
    ['ＣＶＶ：123', 'ＣＶＶ：•••'],
    ['ｃｖｃ２ １２３', 'ｃｖｃ２ •••'],
    ['41111111111111111227123', '••••••••••••11111227•••'],
  ])('is kept nowhere: %s', (text, masked) => {
    expect(maskCardNumbers(text)).toBe(masked)
  })
})

describe('other numbers', () => {
  it.each([
    'call +86 138 1234 5678',
    'order 1234567812345670',
    'SO-2026-0451, SO-2026-0452',
    '2026-05-12 14:30',
    'id 11010519491231002X',
    `运单号 ${withCheckDigit('411111111111111')}`,
    `SF${withCheckDigit('411111111111111')}`,
    '一二三四五六七八九十',
    'room 4111, floor 11, building 1111',
  ])('stay: %s', (text) => {
    expect(maskCardNumbers(text)).toBe(text)
  })

  it('are not looked for in a UUID, whatever its digits, and are all around it', () => {
    const uuid = 'd0e1a2b3-4111-1111-1111-1111a0b1c2d3'
    const poor = '41111111-1111-1111-4111-111111111111'
    for (const id of [uuid, uuid.toUpperCase(), poor]) {
      for (const text of [id, `{"id":"${id}"}`, `see ${id}.`, `${id}\n${id}`, `cvc ${id}`])
        expect(maskCardNumbers(text)).toBe(text)
      expect(maskCardNumbers(`${id} 4111 1111 1111 1111`)).toBe(`${id} •••• •••• •••• 1111`)
      expect(maskCardNumbers(`4111111111111111 ${id}`)).toBe(`••••••••••••1111 ${id}`)
    }
    // a row of groups that goes on is none
    expect(maskCardNumbers(`${poor}-4111-1111-1111-1111`)).not.toContain('4111-1111-1111-1111')
    expect(maskCardNumbers('4111-1111-1111-1111-1111')).toBe('••••-••••-••••-1111-1111')
  })

  it('stay in at least 999 of 1,000 notes with telephones, orders, parcels, identity and tax numbers', () => {
    const random = createSeededRandom(18)
    const altered: string[] = []
    for (let count = 0; count < 10_000; count += 1) {
      const text = makeOtherNote(random)
      if (maskCardNumbers(text) !== text) altered.push(text)
    }
    expect(altered.length, `altered: ${JSON.stringify(altered.slice(0, 10))}`).toBeLessThanOrEqual(10)
  })

  it('in any text at all leave every other sign where it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
        expect(foldDigits(text)).toHaveLength(text.length)
        const masked = [...maskCardNumbers(text)]
        const signs = [...text]
        expect(masked).toHaveLength(signs.length)
        expect(masked.every((sign, place) => sign === signs[place] || sign === '•')).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it.each(['4 ', '4111 ', '四一', '4\u200b', '41111111111111112', '• ', '1 cvv '])(
    'never make the longest note slow: %j again and again',
    (part) => {
      const start = process.cpuUsage()
      maskCardNumbers(part.repeat(20_000 / part.length))
      // time of its own: other work on the machine does not count
      expect(process.cpuUsage(start).user / 1000).toBeLessThan(500)
    },
  )
})

it('the quick look before the search lets every card and every code through', () => {
  const random = createSeededRandom(7)
  for (let count = 0; count < 2_000; count += 1) {
    const { text } = makeCardNote(random)
    expect(mayHoldCard(text), text).toBe(true)
  }
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 13, maxLength: 60 }), (text) => {
      // whatever the slow way takes for digits, the quick one must too
      const digits = foldDigits(text).replaceAll(/\D/g, '').length
      expect(digits < 13 || mayHoldCard(text)).toBe(true)
    }),
  )
  for (let point = 0x80; point <= 0x1ffff; point += 1) {
    if (point >= 0xd800 && point <= 0xdfff) continue
    const sign = String.fromCodePoint(point)
    if (/\d/.test(foldDigits(sign))) expect(mayHoldCard(sign.repeat(13)), point.toString(16)).toBe(true)
  }
  expect(mayHoldCard('Called the depot at 14:30, order SO-2026-0451')).toBe(false)
})
