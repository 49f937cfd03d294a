import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findNumberLink, NUMBER_SCHEMES, readNumberLink } from './number-links.ts'
import { keepPendingLink } from './pending-link.ts'

describe('a number link', () => {
  it.each([
    ['tel:+31201234567', '+31201234567'],
    ['TEL:+31-20-123-4567', '+31201234567'],
    ['tel:020%20123%204567', '+31201234567'],
    ['callto://+31201234567', '+31201234567'],
    ['sip:+31201234567', '+31201234567'],
  ])('%s is %s', (link, number) => expect(readNumberLink(link, 'NL')).toBe(number))

  it.each([
    'tel:',
    'tel:%zz',
    'tel:+31201234567;phone-context=example.com',
    'tel:+31201234567;PHONE-CONTEXT=+1',
    `tel:+31201234567${'0'.repeat(5000)}`,
    'sip:ada@a.example',
    'http://+31201234567',
    'xtel:+31201234567',
    '+31201234567',
  ])('%.60s is none', (link) => expect(readNumberLink(link, 'NL')).toBeNull())

  it('is found among arguments that smuggle switches', () => {
    const smuggled = ['ringdesk', '--inspect=9229', '--no-sandbox', 'tel:--inspect', 'tel:+31201234567', 'tel:+49301']
    expect(findNumberLink(smuggled, 'NL')).toBe('+31201234567')
    expect(findNumberLink(['--tel:+31201234567', '-tel:+31201234567'], 'NL')).toBeNull()
  })

  it('is E.164 or nothing and never throws, over 10,000 fuzzed links', () => {
    const piece = fc.constantFrom(
      ...['+', '%2B', '0', '31', '20', '1234567', '-', ' ', '%20', '(', ')', ';', 'ext=9', 'phone-context=', '@', '//'],
      ...[
        '%',
        '%zz',
        '%00',
        '\u0000',
        '\u202e',
        '＋３１',
        '٣',
        '😀',
        '\ud800',
        '--exec',
        '&',
        '|',
        '`',
        '$(x)',
        '"',
        '*#06#',
      ],
    )
    const tail = fc.oneof(
      fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
      fc.string({ unit: 'binary' }),
    )
    const link = fc
      .tuple(fc.constantFrom(...NUMBER_SCHEMES, 'TEL', 'Sip'), tail)
      .map(([scheme, rest]) => `${scheme}:${rest}`)
    let found = 0
    fc.assert(
      fc.property(link, (address) => {
        const number = findNumberLink([address], 'NL')
        if (number !== null) {
          found += 1
          expect(number).toMatch(/^\+[1-9]\d{4,14}$/)
        }
      }),
      { numRuns: 10_000 },
    )
    expect(found).toBeGreaterThan(0)
  })
})

describe('a link that comes before the console', () => {
  it('waits for it and is shown once', () => {
    const shown: string[] = []
    const link = keepPendingLink((number) => shown.push(number))
    link.bring('+3111')
    link.bring('+3122')
    expect(shown).toEqual([])
    link.setListening(true)
    link.setListening(true)
    expect(shown).toEqual(['+3122'])
    link.bring('+3133')
    expect(shown).toEqual(['+3122', '+3133'])
    link.setListening(false)
    link.bring('+3144')
    expect(shown).toHaveLength(2)
  })
})
