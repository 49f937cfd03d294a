import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { DeskCommand } from '#shared/protocol/desk-port.ts'
import { maskTexts } from './mask-texts.ts'

const bare = '4111111111111111'
const mask = (text: string) => maskTexts(z.string(), text)
const writeEscaped = (text: string) =>
  [...text].map((sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')
/** Every reading of a text: as it stands, and with its escapes resolved. */
const digitsIn = (text: string) =>
  text.replaceAll(/\\+u([0-9a-f]{4})/gi, (_all, code) => String.fromCharCode(Number.parseInt(code, 16)))

describe('a card number in JSON’s escapes', () => {
  it.each([
    ['as a value', `{"a":"${writeEscaped(bare)}"}`],
    ['as a name', `{"${writeEscaped(bare)}":1}`],
    ['as a value that another of the name replaced', `{"a":"${writeEscaped(bare)}","a":"x"}`],
    ['as a name that came twice', `{"${writeEscaped(bare)}":1,"b":2,"${writeEscaped(bare)}":3}`],
    ['in part', `{"a":"411111\\u0031111111111","a":1}`],
    ['broken over lines', '{"a":"4111\\n1111\\t1111\\r1111","a":"x"}'],
    ['in JSON within JSON', JSON.stringify({ a: `{"b":"${writeEscaped(bare)}","b":1}` })],
    ['in JSON within JSON that was replaced', `{"f":${JSON.stringify(`{"a":"${writeEscaped(bare)}"}`)},"f":1}`],
    ['in a list', `["${writeEscaped(bare)}"]`],
    ['after blank space', ` {"a":"${writeEscaped(bare)}","a":1}`],
    ['in no JSON at all', `she wrote ${writeEscaped(bare)}`],
  ])('is masked %s', (_where, text) => {
    const masked = mask(text)
    expect(digitsIn(masked).replaceAll(/\\[nrt]|\s/g, '')).not.toMatch(/\d{6}/)
    expect(mask(masked)).toBe(masked)
  })

  it('is masked wherever it stands and however it is escaped', () => {
    const text = fc
      .array(fc.boolean(), { minLength: bare.length, maxLength: bare.length })
      .map((escaped) => [...bare].map((digit, at) => (escaped[at] ? writeEscaped(digit) : digit)).join(''))
      .chain((number) =>
        fc.constantFrom(`{"${number}":1,"${number}":2}`, `{"a":"${number}","a":{}}`, `{"a":["${number}"]}`),
      )
    fc.assert(fc.property(text, (given) => !/\d{6}/.test(digitsIn(mask(given)))))
  })

  it.each(['{"path":"C:\\\\users\\\\new","note":"\\u00e9t\\u00e9"}', '{ "note": "line\\none" }', 'C:\\temp\\4111'])(
    'leaves a text without one to the letter: %s',
    (text) => {
      expect(mask(text)).toBe(text)
    },
  )
})

it('a card number as the name of a field or a preference reaches no disk', () => {
  for (const command of [
    { type: 'draft.save', key: 'k', revision: 1, fields: { [bare]: 'x', note: 'y' } },
    { type: 'preferences.set', preferences: { [bare]: { [bare]: [{ [bare]: 1 }] } } },
  ]) {
    const masked = maskTexts(DeskCommand, DeskCommand.parse({ kind: 'local', command }))
    expect(JSON.stringify(masked)).not.toContain(bare)
    expect(JSON.stringify(masked)).toContain('1111')
  }
})
