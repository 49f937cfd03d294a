import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normaliseText, splitWords } from './normalise-text.ts'
import { readSearchText } from './read-search-text.ts'
import { listSearchTerms, type Searchable, SHORTEST_INSIDE } from './search-terms.ts'

const nobody: Searchable = { name: '', company: null, email: null, phones: [] }

/** The look-up as databases do it: each word begins some term, or the ending begins a phone term. */
function finds(customer: Partial<Searchable>, typed: string): boolean {
  const terms = listSearchTerms({ ...nobody, ...customer }).map((row) => row.term)
  const { words, ending, sounds } = readSearchText(typed)
  const fits = (wanted: string[]) =>
    wanted.length > 0 && wanted.every((word) => terms.some((term) => term.startsWith(word)))
  return fits(words) || (ending !== null && fits([ending])) || (sounds !== null && fits(sounds))
}

describe('search terms', () => {
  it.each([
    ['张伟', '张伟'],
    ['张伟', '张'],
    ['张伟', '伟'],
    ['张伟', 'zw'],
    ['张伟', 'ZW'],
    ['张伟', 'zhangwei'],
    ['张伟', 'zhang wei'],
    ['张伟', 'zhangw'],
    ['张伟', 'wei'],
    ['張偉', '张伟'],
    ['张伟', '張偉'],
    ['單雄信', '单雄信'],
    ['单雄信', 'shanxiongxin'],
    ['单雄信', 'dan'],
    ['曾志伟', 'czw'],
    ['曾志伟', 'zzw'],
    ['欧阳娜娜', '阳娜'],
    ['欧阳娜娜', 'oynn'],
    ['吕布', 'lvbu'],
    ['吕布', 'lubu'],
    ['上海浦东发展银行股份有限公司', '浦东发展'],
    ['上海浦东发展银行股份有限公司', 'shpdfzyh'],
    ['Maya Okafor', 'okafor'],
    ['Maya Okafor', 'kaf'],
    ['Maya Okafor', 'okafor maya'],
    ['Maya Okafor', 'ma ok'],
    ['Zoë Müller', 'zoe muller'],
    ['Zoe Muller', 'Zoë Müller'],
    ["Sean O'Brien", 'obrien'],
    ["Sean O'Brien", "o'brien"],
    ['Jean-Luc Picard', 'jean-luc'],
    ['ＡＣＭＥ', 'acme'],
    ['Łukasz Straße', 'lukasz strasse'],
    ['café'.normalize('NFD'), 'café'.normalize('NFC')],
    ['が田', 'が田'.normalize('NFD')],
    ['𠮷野家', '𠮷野'],
    ['李小龙 Bruce', '李 bruce'],
  ])('%s is found by %s', (name, typed) => {
    expect(finds({ name }, typed)).toBe(true)
  })

  it.each([
    ['张伟', '李'],
    ['张伟', 'zx'],
    ['张伟', '张三'],
    ['Maya Okafor', 'maya smith'],
    ['Maya Okafor', ''],
    ['Maya Okafor', '%'],
    ['Maya Okafor', '_'],
    ['Maya Okafor', '---'],
    ['か', 'が'],
  ])('%s is not found by "%s"', (name, typed) => {
    expect(finds({ name }, typed)).toBe(false)
  })

  it('finds by company, e-mail and any phone ending', () => {
    const maya = { company: 'Northwind Trading', email: 'maya.okafor@northwind.example', phones: ['+8613812345678'] }
    for (const typed of ['northwind', 'wind trad', 'maya.okafor@', 'maya.okafor@northwind.example', '5678', '345678'])
      expect(finds(maya, typed), typed).toBe(true)
    for (const typed of ['+86 138 1234 5678', '013812345678', '138-1234-5678', '(0)1234 5678'])
      expect(finds(maya, typed), typed).toBe(true)
    expect(finds(maya, '678')).toBe(false)
    expect(finds(maya, '9999')).toBe(false)
  })

  it('reads an order number as typed', () => {
    expect(readSearchText('SO-2026-0451').reference).toBe('so-2026-0451')
    expect(readSearchText('maya okafor').reference).toBeNull()
    expect(readSearchText('NEAR(').reference).toBeNull()
  })

  const latin = fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzéüñ'), minLength: 1, maxLength: 20 })
  const han = fc.string({
    unit: fc.constantFrom(...'张王李赵伟芳娜敏静丽强磊军洋勇艳杰涛明超秀霞平刚桂英欧阳单曾重乐吕'),
    minLength: 1,
    maxLength: 8,
  })
  const part = (text: string) =>
    fc.tuple(fc.nat(), fc.nat()).map(([a, b]) => {
      const characters = [...text]
      const from = a % characters.length
      return characters.slice(from, from + 1 + (b % (characters.length - from))).join('')
    })

  it('finds every customer by any part of any stored word', () => {
    const name = fc.array(fc.oneof(latin, han), { minLength: 1, maxLength: 4 })
    const typed = name.chain((words) =>
      fc.tuple(
        fc.constant(words),
        fc.constantFrom(...words).chain((word) => fc.tuple(fc.constant(word), part(word))),
      ),
    )
    fc.assert(
      fc.property(typed, ([words, [word, piece]]) => {
        const isHan = splitWords(word)[0]?.script === 'han'
        fc.pre(isHan || [...piece].length >= SHORTEST_INSIDE || normaliseText(word).startsWith(normaliseText(piece)))
        expect(finds({ name: words.join(' ') }, piece)).toBe(true)
        expect(finds({ name: '', company: words.join(' ') }, piece.toUpperCase())).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('never throws and keeps terms short, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        readSearchText(text)
        const terms = listSearchTerms({ name: text, company: text, email: text, phones: [] })
        for (const { term } of terms) expect([...term].length).toBeLessThanOrEqual(24)
      }),
      { numRuns: 500 },
    )
  })

  it('reads 10,000 characters at once', () => {
    const started = performance.now()
    readSearchText('张a-'.repeat(3334))
    readSearchText(`${'a'.repeat(10_000)}!`)
    expect(performance.now() - started).toBeLessThan(1000)
  })
})
