import { mapDraftTexts } from '#renderer/state/map-draft-texts.ts'
import { coverTypedNumbers } from '#shared/domain/cards/cover-typed-numbers.ts'
import type { Draft } from '#shared/protocol/desk-port.ts'

type Fields = Draft['fields']

/**
 * A draft in which every long number that was typed since `before` is covered. A form that is kept as JSON begins with
 * what is known already, and its rows may move: neither was typed.
 */
export function coverTypedFields(before: Fields, after: Fields): Fields {
  const earlier = new Map<string, string>()
  mapDraftTexts(before, (path, text) => {
    earlier.set(path, text)
    return text
  })
  const known = new Set(earlier.values())
  const begun = new Set([...earlier.keys()].map(fieldOf))
  return mapDraftTexts(after, (path, text) => {
    const isGiven = path !== fieldOf(path) && !begun.has(fieldOf(path))
    return isGiven || known.has(text) ? text : coverTypedNumbers(earlier.get(path) ?? '', text)
  })
}

/** The field of the draft that a text stands in: `/form` of `/form/phones/0`. */
function fieldOf(path: string): string {
  return path.split('/').slice(0, 2).join('/')
}
