import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import { foldDigits } from './fold-digits.ts'
import { followTyping, HELD, settleTyping, showTyping, storeTyping } from './hold-typing.ts'
import { makeCardNote, makeCardNumber } from './testing/card-corpus.ts'

/** Types one edit after the other and gives what was stored after each. */
function store(...texts: string[]): string[] {
  return texts.map((text, index) => storeTyping(followTyping(texts[index - 1] ?? '', text)))
}

/** Each text as it stands after one more key. */
function typeOut(text: string): string[] {
  return [...text].map((_, index) => [...text].slice(0, index + 1).join(''))
}

/** Digits that may be stored while a number grows. */
const LONGEST_SEEN = 6
const onlyDigits = (text: string) => foldDigits(text).replaceAll(/\D/g, '')

/** Which seven digits of the number stand in a row in this text; words part it from other numbers of a note. */
function findSevens(text: string, number: string): string[] {
  const runs = foldDigits(text)
    .split(/[\p{L},，]/u)
    .map(onlyDigits)
  const sevens = [...number].map((_, at) => number.slice(at, at + LONGEST_SEEN + 1))
  return sevens.filter((seven) => seven.length > LONGEST_SEEN && runs.some((run) => run.includes(seven)))
}

/** The note with all of the number but its last four digits covered, by its known digits alone. */
function coverByHand(text: string, number: string): string {
  const signs = foldDigits(text).split('')
  const digits = signs.flatMap((sign, place) => (/\d/.test(sign) ? [place] : []))
  const start = onlyDigits(text).indexOf(number)
  const covered = new Set(digits.slice(start, start + number.length - 4))
  return signs.map((sign, place) => (covered.has(place) ? '•' : sign)).join('')
}

describe('a number while it is typed', () => {
  it('is stored up to its sixth digit, then held until the person types on elsewhere', () => {
    const stored = store(...typeOut('pays with 4111 1111 1111 1111 today'))
    expect(stored).toContain('pays with 4111 11')
    expect(stored).not.toContain('pays with 4111 111')
    expect(stored.filter((text) => text.endsWith(HELD))).not.toHaveLength(0)
    expect(stored.at(-1)).toBe('pays with •••• •••• •••• 1111 today')
  })

  it('is held when it is pasted, and masked when the field is left', () => {
    const pasted = followTyping('card ', 'card 4111111111111111')
    expect(storeTyping(pasted)).toBe(`card ${HELD}`)
    expect(showTyping(pasted)).toBe('card 4111111111111111')
    expect(storeTyping(settleTyping(pasted))).toBe('card ••••••••••••1111')
    expect(showTyping(settleTyping(pasted))).toBe('card ••••••••••••1111')
  })

  it('is held however its parts are put together: front last, middle last, over a line', () => {
    expect(store('x 1111 1111 1111', 'x 4111 1111 1111 1111').at(-1)).toBe(`x ${HELD}`)
    expect(store('x 4111 11 1111', 'x 4111 1111 1111').at(-1)).toBe(`x ${HELD}`)
    expect(store('x 4111 1111', 'x 4111 1111\n', 'x 4111 1111\n1').at(-1)).toBe(`x ${HELD}`)
    expect(store('x 4111 1111 and 1111', 'x 4111 1111 1111').at(-1)).toBe(`x ${HELD}`)
  })

  it('never keeps what stands around it from the disk', () => {
    const typing = followTyping('before 4111 111 after', 'before 4111 1111 after')
    expect(storeTyping(typing)).toBe(`before ${HELD} after`)
  })

  it('is not seen in a UUID that is pasted, and is beside one', () => {
    const uuid = '018f3c2a-4111-7111-8111-411111111111'
    expect(store(uuid, `${uuid} 4111 1111 11`)).toEqual([uuid, `${uuid} ${HELD}`])
  })

  it('that can be no card is stored at every key', () => {
    for (const number of ['13812345678', '+49 4155 550100', '110105194912310021', 'SO-2026-0451']) {
      expect(store(...typeOut(number)).at(-1)).toBe(number)
    }
  })

  it('that might be one but is not is stored as soon as the person goes on', () => {
    expect(store(...typeOut('call 4155550100')).at(-1)).toBe(`call ${HELD}`)
    expect(store(...typeOut('call 4155550100 today')).at(-1)).toBe('call 4155550100 today')
    expect(storeTyping(settleTyping(followTyping('', '4155550100')))).toBe('4155550100')
  })

  it('elsewhere in the text is not touched by typing somewhere else', () => {
    expect(storeTyping(followTyping('4155550100, asks', '4155550100, asks again'))).toBe('4155550100, asks again')
  })
})

describe('all that was ever stored of a card', () => {
  it('is never seven of its digits in a row, when it was typed key by key', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1 }), (seed) => {
        const { text, number } = makeCardNote(createSeededRandom(seed))
        // thirteen digits may be a mobile number of Austria or Germany without its plus
        fc.pre(number.length > 13)
        const stored = [...store(...typeOut(text)), storeTyping(followTyping('', `${text} x`))]
        // a time of day before the last four digits, or a telephone, may be digits of the card by chance
        const byChance = findSevens(coverByHand(text, number), number)
        for (const version of stored) {
          const seen = findSevens(version, number).filter((seven) => !byChance.includes(seven))
          expect(seen, JSON.stringify([text, version])).toEqual([])
        }
      }),
      // number and month of expiry together pass for an identity number there
      { numRuns: 300, examples: [[644909830], [105132645], [228011768]] },
    )
  })

  it('is no more than six digits when it grows at any place in any order, as long as the cursor stays at it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1 }), fc.array(fc.nat(), { minLength: 19, maxLength: 19 }), (seed, order) => {
        const number = makeCardNumber(createSeededRandom(seed))
        fc.pre(number.length > 13)
        // what an issuer's numbers begin with comes first; after that any order, any place
        const there: number[] = []
        let before = 'card  end'
        const seen = new Set<string>()
        for (let step = 0; step < number.length; step += 1) {
          const open = [...number].map((_, index) => index).filter((index) => !there.includes(index))
          there.push(step < 4 ? step : (open[(order[step] ?? 0) % open.length] ?? 0))
          const digits = there.toSorted((a, b) => a - b).map((index) => number[index])
          const text = `card ${digits.join('')} end`
          const stored = onlyDigits(storeTyping(followTyping(before, text)))
          before = text
          if (stored !== '') seen.add(stored)
        }
        expect(Math.max(0, ...[...seen].map((digits) => digits.length))).toBeLessThanOrEqual(LONGEST_SEEN)
        expect(storeTyping(settleTyping({ text: before, held: [] }))).toBe(
          `card ${'•'.repeat(number.length - 4)}${number.slice(-4)} end`,
        )
      }),
      { numRuns: 300 },
    )
  })
})
