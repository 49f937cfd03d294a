import fc from 'fast-check'
import { z } from 'zod'

/** The part of JSON Schema that zod writes for our edges. */
type Node = {
  type?: string
  const?: unknown
  enum?: unknown[]
  properties?: Record<string, Node>
  required?: string[]
  items?: Node
  additionalProperties?: Node | boolean
  oneOf?: Node[]
  anyOf?: Node[]
  allOf?: Node[]
  pattern?: string
  format?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
}
export type Path = readonly (string | number)[]
/** One place a sender may fill, and honest values of the whole in which that place is there. */
export type Field = { name: string; path: Path; whole: fc.Arbitrary<unknown> }
/** Values by the name of their key, where honest ones name what is really there. */
export type Known = Record<string, fc.Arbitrary<unknown>>

/** Every field of a schema, through unions, arrays and optional parts. */
export function listFields(schema: z.ZodType, known: Known = {}): Field[] {
  const root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Node
  const fields: Field[] = []
  walk(root, [], new Map(), (path, pins) => {
    const chosen = [...pins].map(([place, choice]) => `${place || 'it'}=${choice}`)
    const name = `${path.join('.') || '(all)'}${chosen.length > 0 ? ` when ${chosen.join(', ')}` : ''}`
    fields.push({ name, path, whole: valuesOf(root, { known, pins, path: [] }) })
  })
  return fields
}

type Pins = ReadonlyMap<string, number>

function walk(node: Node, path: Path, pins: Pins, visit: (path: Path, pins: Pins) => void): void {
  visit(path, pins)
  const options = node.oneOf ?? node.anyOf
  if (options) {
    const rich = options.map((option, index) => ({ option, index })).filter(({ option }) => option.type !== 'null')
    for (const { option, index } of rich) {
      const pinned = new Map(pins).set(path.join('.'), index)
      walkInside(option, path, pinned, visit)
    }
    return
  }
  walkInside(node, path, pins, visit)
}

function walkInside(node: Node, path: Path, pins: Pins, visit: (path: Path, pins: Pins) => void): void {
  for (const [key, child] of Object.entries(node.properties ?? {})) walk(child, [...path, key], pins, visit)
  if (node.items) walk(node.items, [...path, 0], pins, visit)
  if (node.oneOf ?? node.anyOf) walk(node, path, pins, () => {})
}

type Place = { known: Known; pins: Pins; path: Path }

function valuesOf(node: Node, place: Place): fc.Arbitrary<unknown> {
  const key = place.path.at(-1)
  const known = typeof key === 'string' ? place.known[key] : undefined
  if (known) return known
  if (node.const !== undefined) return fc.constant(node.const)
  if (node.enum) return fc.constantFrom(...node.enum)
  const options = node.oneOf ?? node.anyOf
  if (options) {
    const pinned = options[place.pins.get(place.path.join('.')) ?? -1]
    return pinned ? valuesOf(pinned, place) : fc.oneof(...options.map((option) => valuesOf(option, place)))
  }
  switch (node.type) {
    case 'object':
      return objectsOf(node, place)
    case 'array': {
      const { items, minItems = 0, maxItems = 3 } = node
      if (!items) return fc.constant([])
      // a pinned entry must be there
      const isPinned = [...place.pins.keys()].some((pin) => pin.startsWith([...place.path, 0].join('.')))
      const minLength = Math.max(minItems, isPinned ? 1 : 0, 1)
      const values = valuesOf(items, { ...place, path: [...place.path, 0] })
      return fc.array(values, { minLength, maxLength: Math.max(minLength, Math.min(maxItems, 2)) })
    }
    case 'integer':
    case 'number':
      return fc.integer({ min: Math.max(node.minimum ?? 0, 0), max: Math.min(node.maximum ?? 1_000, 1_000_000) })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'string':
      return stringsOf(node)
    default:
      return fc.constant({})
  }
}

function objectsOf(node: Node, place: Place): fc.Arbitrary<unknown> {
  const entries = Object.entries(node.properties ?? {})
  const values = entries.map(([key, child]) => valuesOf(child, { ...place, path: [...place.path, key] }))
  return fc.tuple(...values).map((made) => Object.fromEntries(entries.map(([key], index) => [key, made[index]])))
}

function stringsOf({ pattern, format, minLength = 1, maxLength = 20 }: Node): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.uuid()
  if (format === 'email') return fc.constantFrom('a@example.com', 'li.wei@example.cn')
  if (format === 'base64')
    return fc.uint8Array({ minLength: 32, maxLength: 32 }).map((b) => Buffer.from(b).toString('base64'))
  if (pattern) return fc.stringMatching(new RegExp(pattern), { size: 'small' })
  return fc.string({ minLength, maxLength: Math.min(maxLength, 20), unit: 'grapheme' })
}

/** `whole` with `value` at `path`: the place is made where it was not there. */
export function putAt(whole: unknown, path: Path, value: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return value
  if (Array.isArray(whole)) return whole.map((entry, index) => (index === key ? putAt(entry, rest, value) : entry))
  if (typeof whole !== 'object' || whole === null) return whole
  return { ...whole, [key]: putAt((whole as Record<string | number, unknown>)[key], rest, value) }
}

/** `whole` without what is at `path`. */
export function dropAt(whole: unknown, path: Path): unknown {
  const [key, ...rest] = path
  if (key === undefined || typeof whole !== 'object' || whole === null) return undefined
  if (rest.length > 0) return putAt(whole, [key], dropAt((whole as Record<string | number, unknown>)[key], rest))
  const { [key]: _gone, ...kept } = whole as Record<string | number, unknown>
  return Array.isArray(whole) ? whole.filter((_, index) => index !== key) : kept
}
