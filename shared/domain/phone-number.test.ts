import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalisePhone, readCallerNumber, readEnding } from './phone-number.ts'

/** region, as written, E.164 */
const written: [string, string, string][] = [
  ['CN', '13812345678', '+8613812345678'],
  ['CN', '138 1234 5678', '+8613812345678'],
  ['CN', '138-1234-5678', '+8613812345678'],
  ['CN', '+86 138 1234 5678', '+8613812345678'],
  ['CN', "'+8613812345678", '+8613812345678'],
  ['CN', '0086 138 1234 5678', '+8613812345678'],
  ['CN', '8613812345678', '+8613812345678'],
  ['CN', '（+86）138 1234 5678', '+8613812345678'],
  ['CN', '１３８１２３４５６７８', '+8613812345678'],
  ['CN', '＋８６１３８１２３４５６７８', '+8613812345678'],
  ['CN', '021-6123 4567', '+862161234567'],
  ['CN', '(021) 61234567', '+862161234567'],
  ['CN', '+86 (0)21 6123 4567', '+862161234567'],
  ['CN', '0755-8612 3456 转 801', '+8675586123456'],
  ['CN', '+86-10-6552-9988', '+861065529988'],
  ['CN', '010 6552 9988 ext. 12', '+861065529988'],
  ['CN', '400-820-8820', '+864008208820'],
  ['US', '(415) 555-2671', '+14155552671'],
  ['US', '415.555.2671', '+14155552671'],
  ['US', '1-415-555-2671', '+14155552671'],
  ['US', '+1 415 555 2671 x302', '+14155552671'],
  ['US', '415-555-2671 ext 302', '+14155552671'],
  ['US', '011 44 20 7946 0958', '+442079460958'],
  ['US', 'tel:+1-415-555-2671', '+14155552671'],
  ['US', 'sip:+14155552671@pbx.example.com;user=phone', '+14155552671'],
  ['US', '<sip:+14155552671@10.0.0.1>', '+14155552671'],
  ['TW', '(02) 2345-6789 分機 12', '+886223456789'],
  ['GB', '020 7946 0958', '+442079460958'],
  ['GB', '+44 (0)20 7946 0958', '+442079460958'],
  ['GB', '0044 20 7946 0958', '+442079460958'],
  ['GB', '07911 123456', '+447911123456'],
  ['GB', '(01865) 270000', '+441865270000'],
  ['NL', '020-794 0958', '+31207940958'],
  ['NL', '06-12345678', '+31612345678'],
  ['NL', '+31 6 1234 5678', '+31612345678'],
  ['NL', '0031 (0)6 12345678', '+31612345678'],
  ['SG', '9123 4567', '+6591234567'],
  ['SG', '+65 6123 4567', '+6561234567'],
  ['HK', '9123 4567', '+85291234567'],
  ['HK', '+852-2123-4567', '+85221234567'],
  ['TW', '0912 345 678', '+886912345678'],
  ['TW', '(02) 2345-6789', '+886223456789'],
  ['TW', '+886 2 2345 6789 #123', '+886223456789'],
  ['TW', '00886 912345678', '+886912345678'],
  ['CN', '\u202a+8613812345678\u202c', '+8613812345678'],
  ['CN', '+1 (415) 555‑2671', '+14155552671'],
]

const withheld = [
  'anonymous',
  'Anonymous',
  '+266696687',
  '266696687',
  'Restricted',
  '+7378742833',
  'unknown',
  'PRIVATE',
]
const alsoWithheld = [
  'unavailable',
  '+86282452253',
  '+2562533',
  '+8656696',
  '',
  '  ',
  '"Anonymous"',
  'sip:anonymous@anonymous.invalid',
]

describe('phone numbers', () => {
  it.each(written)('%s: %s is %s', (region, text, e164) => {
    expect(normalisePhone(text, region)).toEqual({ e164 })
    expect(readCallerNumber(text, region)).toEqual({ kind: 'number', e164 })
  })

  it('says the same about its own answers in every region', () => {
    for (const [, , e164] of written)
      for (const region of ['CN', 'US', 'NL']) expect(normalisePhone(e164, region)).toEqual({ e164 })
  })

  it.each([...withheld, ...alsoWithheld])('takes "%s" as withheld', (text) => {
    expect(readCallerNumber(text, 'CN')).toEqual({ kind: 'withheld' })
  })

  it('takes no caller at all as withheld', () => {
    expect(readCallerNumber(null, 'CN')).toEqual({ kind: 'withheld' })
  })

  it('keeps what is plausible but no number of any country', () => {
    expect(readCallerNumber('1001', 'CN')).toEqual({ kind: 'raw', text: '1001' })
    expect(readCallerNumber('sip:alice@example.com', 'CN')).toEqual({ kind: 'raw', text: 'alice' })
  })

  it('keeps nothing nobody can see, nor what a database cannot hold', () => {
    const hidden = 'al\u202eic\u0000e\ud800\u2066'
    expect(readCallerNumber(hidden, 'CN')).toEqual({ kind: 'raw', text: 'alice' })
  })

  it.each(['hello', '12', '+', '++86', '138', '+999 12345678', "' OR 1=1--", '1'.repeat(500)])(
    'refuses "%s"',
    (text) => {
      expect(normalisePhone(text, 'CN')).toBeNull()
    },
  )

  it('never throws, and what it accepts is E.164', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 80 }),
        fc.constantFrom('CN', 'US', 'GB', 'xx', ''),
        (text, region) => {
          const read = normalisePhone(text, region)
          if (read) expect(read.e164).toMatch(/^\+[1-9]\d{2,14}$/)
          readCallerNumber(text, region)
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('gives endings as integers', () => {
    expect(readEnding('+8613812345678', 9)).toBe(812345678)
    expect(readEnding('+8613812345678', 7)).toBe(2345678)
    expect(readEnding('10086', 7)).toBe(10086)
  })
})
