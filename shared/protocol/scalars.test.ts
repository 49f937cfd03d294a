import { describe, expect, it } from 'vitest'
import { NoteText, PersonName, personText } from './scalars.ts'

const refusal = (text: unknown) => PersonName.safeParse(text).error?.issues.map((issue) => issue.message)

describe('a name', () => {
  it.each(['𠮷', '👩‍👩‍👧‍👦', 'é', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '林'])('has room for 200 of what people count as one: %s', (one) => {
    expect(PersonName.parse(one.repeat(100))).toBe(one.repeat(100))
    expect(refusal(`${'林'.repeat(200)}${one}`)).toEqual(['too_long 200'])
  })

  it('counts a surrogate pair and an accent once, up to the last of 200', () => {
    expect(PersonName.parse('𠮷'.repeat(200))).toHaveLength(400)
    expect(refusal('𠮷'.repeat(201))).toEqual(['too_long 200'])
    expect(PersonName.parse('e\u0301'.repeat(200))).toHaveLength(400)
  })

  it('ends, though one character may be endless', () => {
    expect(PersonName.parse(`Z${'\u0335'.repeat(60)}oe`)).toHaveLength(63)
    expect(refusal(`Z${'\u0335'.repeat(2000)}`)).toEqual(['too_long 200'])
    expect(refusal('x'.repeat(10_000))).toEqual(['too_long 200'])
  })

  it('drops direction overrides and keeps what belongs to a script', () => {
    expect(PersonName.parse('Ann\u202e gpj.\u2066')).toBe('Ann gpj.')
    expect(PersonName.parse('می\u200cخواهم')).toBe('می\u200cخواهم')
    expect(refusal('\u202e \u2067')).toEqual(['required'])
  })

  it('refuses NUL and lone surrogates', () => {
    expect(refusal('a\u0000')).toEqual(['unsupported_characters'])
    expect(refusal('a\ud800')).toEqual(['unsupported_characters'])
  })
})

it('a long text is counted in code units, so that it fits a frame', () => {
  expect(NoteText.safeParse('林'.repeat(20_000)).success).toBe(true)
  expect(NoteText.safeParse('𠮷'.repeat(10_001)).success).toBe(false)
  expect(personText(40).safeParse('👩‍👩‍👧‍👦'.repeat(36)).success).toBe(true)
})
