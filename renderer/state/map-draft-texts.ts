import { UUID } from '#shared/domain/cards/uuid.ts'
import type { Draft } from '#shared/protocol/desk-port.ts'

type Fields = Draft['fields']

/**
 * A draft with each of its texts replaced, also those inside a form that is kept as JSON; `path` names a text within
 * the draft. Ids the form made are no texts. The same object when no text changed.
 */
export function mapDraftTexts(fields: Fields, replace: (path: string, text: string) => string): Fields {
  return walk('', fields, replace) as Fields
}

function walk(path: string, value: unknown, replace: (path: string, text: string) => string): unknown {
  if (typeof value === 'string') {
    if (UUID.test(value)) return value
    const form = path.split('/').length === 2 ? readForm(value) : null
    if (form === null) return replace(path, value)
    const inside = walk(path, form, replace)
    return inside === form ? value : JSON.stringify(inside)
  }
  if (Array.isArray(value)) {
    const items = value.map((item, index) => walk(`${path}/${index}`, item, replace))
    return items.some((item, index) => item !== value[index]) ? items : value
  }
  if (typeof value !== 'object' || value === null) return value
  const before = Object.entries(value)
  const after = before.map(([name, inner]) => [name, walk(`${path}/${name}`, inner, replace)] as const)
  return after.some(([, inner], index) => inner !== before[index]?.[1]) ? Object.fromEntries(after) : value
}

function readForm(text: string): object | null {
  if (!text.startsWith('{')) return null
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' ? parsed : null
  } catch {
    // a text that merely begins like one
    return null
  }
}
