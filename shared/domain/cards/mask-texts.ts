import { z } from 'zod'
import { opaque } from '#shared/protocol/opaque.ts'
import { MASK, maskCardNumbers } from './mask-card-numbers.ts'
import { UUID } from './uuid.ts'

type Cover = (value: unknown) => unknown

/** null: nothing in such a value can hold text. */
const covers = new WeakMap<z.ZodType, Cover | null>()

/**
 * A value of this schema with payment card numbers masked in every string that the schema does not call opaque, nor
 * limits to fixed words. Returns the same object when there was nothing to mask. Values without a schema of their own
 * (`unknown`) are walked string by string.
 */
export function maskTexts<S extends z.ZodType>(schema: S, value: z.infer<S>): z.infer<S> {
  const cover = coverOf(schema)
  return cover === null ? value : (cover(value) as z.infer<S>)
}

/** What JSON may write in place of a sign, at any depth of JSON within JSON. */
const ESCAPED = /\\+(?:u(?<code>[0-9a-f]{4})|(?<sign>[bfnrt/"]))/gi
const SIGNS: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }

/** The text with card numbers masked, also such as are written in JSON's escapes; those are then resolved. */
function maskEscaped(text: string): string {
  const masked = maskCardNumbers(text)
  if (!text.includes('\\')) return masked
  const plain = masked.replaceAll(ESCAPED, (_all, code: string | undefined, sign: string | undefined) =>
    code === undefined ? (SIGNS[sign ?? ''] ?? sign ?? '') : String.fromCharCode(Number.parseInt(code, 16)),
  )
  const maskedPlain = maskCardNumbers(plain)
  return maskedPlain === plain ? masked : maskedPlain
}

/** The text with card numbers masked, also where the text is a form's values as JSON. */
function maskText(text: string): string {
  const masked = maskEscaped(text)
  if (!text.startsWith('{')) return masked
  const parsed = parseObject(text)
  if (parsed === null) return masked
  const inside = coverJson(parsed)
  if (inside !== parsed) return JSON.stringify(inside)
  // of two values under one name the parser keeps the last: a text that is not what we would write may hold more
  return masked === text || JSON.stringify(parsed) === text ? text : JSON.stringify(parsed)
}

function coverOf(schema: z.ZodType): Cover | null {
  const known = covers.get(schema)
  if (known !== undefined) return known
  // a schema that holds itself meets this instead of running in circles
  covers.set(schema, (value) => coverOf(schema)?.(value) ?? value)
  const made = makeCover(schema)
  covers.set(schema, made)
  return made
}

function makeCover(schema: z.ZodType): Cover | null {
  if (opaque.has(schema)) return null
  if (schema instanceof z.ZodString || schema instanceof z.ZodStringFormat) return makeTextCover(schema)
  if (schema instanceof z.ZodObject) return coverObject(schema)
  if (schema instanceof z.ZodArray) return coverEach(coverOf(schema.element as z.ZodType))
  if (schema instanceof z.ZodDiscriminatedUnion || schema instanceof z.ZodUnion) return coverUnion(schema)
  if (schema instanceof z.ZodRecord) {
    return coverEntries(coverOf(schema.keyType as z.ZodType), coverOf(schema.valueType as z.ZodType))
  }
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodReadonly ||
    schema instanceof z.ZodCatch
  ) {
    const inner = coverOf(schema.unwrap() as z.ZodType)
    return inner && ((value) => (value === null || value === undefined ? value : inner(value)))
  }
  for (const plain of PLAIN) if (schema instanceof plain) return null
  return coverAnything
}

const PLAIN = [z.ZodNumber, z.ZodBoolean, z.ZodEnum, z.ZodLiteral, z.ZodNull, z.ZodUUID, z.ZodBigInt]

/** A string of a fixed form (an address, a code) keeps that form: zeros instead of dots. */
function makeTextCover(schema: z.ZodString | z.ZodStringFormat): Cover | null {
  if (schema instanceof z.ZodUUID) return null
  if (schema.format === null) return (value) => (typeof value === 'string' ? maskText(value) : value)
  return (value) => (typeof value === 'string' ? maskCardNumbers(value).replaceAll(MASK, '0') : value)
}

function coverObject(schema: z.ZodObject): Cover | null {
  const fields = Object.entries(schema.shape).flatMap(([name, field]): [string, Cover][] => {
    const cover = coverOf(field as z.ZodType)
    return cover ? [[name, cover]] : []
  })
  if (fields.length === 0) return null
  return (value) => {
    if (!isRecord(value)) return value
    let covered: Record<string, unknown> | null = null
    for (const [name, cover] of fields) {
      const before = value[name]
      if (before === undefined) continue
      const after = cover(before)
      if (after !== before) covered = { ...(covered ?? value), [name]: after }
    }
    return covered ?? value
  }
}

function coverUnion(schema: z.ZodUnion | z.ZodDiscriminatedUnion): Cover | null {
  const options = (schema.options as z.ZodType[]).map((option) => ({ option, cover: coverOf(option) }))
  if (options.every(({ cover }) => cover === null)) return null
  if (schema instanceof z.ZodDiscriminatedUnion) return coverTagged(schema.def.discriminator, options)
  return (value) => options.find(({ option }) => option.safeParse(value).success)?.cover?.(value) ?? value
}

/** The tag says which option it is: to try them one by one costs more than to look through all the texts. */
function coverTagged(name: string, options: readonly { option: z.ZodType; cover: Cover | null }[]): Cover {
  const covers = new Map<unknown, Cover | null>()
  return (value) => {
    if (!isRecord(value)) return value
    const tag = value[name]
    let cover = covers.get(tag)
    if (cover === undefined) {
      const fits = ({ option }: { option: z.ZodType }) => {
        const words = option instanceof z.ZodObject ? option.shape[name] : null
        return words ? words.safeParse(tag).success : option.safeParse(value).success
      }
      const found = options.find(fits)
      cover = found?.cover ?? null
      // of what no option knows there are endlessly many
      if (found) covers.set(tag, cover)
    }
    return cover ? cover(value) : value
  }
}

function coverEach(cover: Cover | null): Cover | null {
  if (!cover) return null
  return (value) => {
    if (!Array.isArray(value)) return value
    const covered = value.map(cover)
    return covered.some((item, index) => item !== value[index]) ? covered : value
  }
}

/** Two names that are masked to the same one become one: what stood under the first is gone with its number. */
function coverEntries(coverName: Cover | null, coverValue: Cover | null): Cover | null {
  if (!coverName && !coverValue) return null
  return (value) => {
    if (!isRecord(value)) return value
    const before = Object.entries(value)
    const after = before.map(([name, inner]): [string, unknown] => [
      coverName ? String(coverName(name)) : name,
      coverValue ? coverValue(inner) : inner,
    ])
    const changed = after.some(([name, inner], index) => name !== before[index]?.[0] || inner !== before[index]?.[1])
    return changed ? Object.fromEntries(after) : value
  }
}

function coverAnything(value: unknown): unknown {
  if (typeof value === 'string') return UUID.test(value) ? value : maskText(value)
  if (Array.isArray(value)) return coverEach(coverAnything)?.(value)
  return coverEntries(coverAnything, coverAnything)?.(value)
}

/** As `coverAnything`, with numbers: in a text a card number is one however it is quoted. */
function coverJson(value: unknown): unknown {
  if (typeof value === 'number') return coverNumber(value)
  if (Array.isArray(value)) return coverEach(coverJson)?.(value)
  return isRecord(value) ? coverEntries(coverAnything, coverJson)?.(value) : coverAnything(value)
}

function coverNumber(value: number): unknown {
  // its last digits were lost in parsing, so nothing tells whether it was a card's
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) return MASK
  const masked = maskCardNumbers(String(value))
  return masked === String(value) ? value : masked
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const parsed: unknown = JSON.parse(text)
    return isRecord(parsed) ? parsed : null
  } catch {
    // it merely begins like one
    return null
  }
}
