import { z } from 'zod'
import { shapeNames } from './named-shapes.ts'

/** A named shape spelled out; elsewhere its name stands for it. */
export function spellOut(schema: z.ZodType): string {
  const whole = toJson(schema)
  const name = whole.$ref?.split('/').at(-1)
  return describe((name !== undefined && whole.$defs?.[name]) || whole, 0)
}

/** Reads as TypeScript: what a person who writes a client wants to see of a schema. */
export function describeType(schema: z.ZodType): string {
  return describe(toJson(schema), 0)
}

function toJson(schema: z.ZodType): Json {
  return z.toJSONSchema(schema, { io: 'input', reused: 'inline', metadata: shapeNames })
}

type Json = z.core.JSONSchema.JSONSchema
const LINE = 100

function describe(schema: Json | boolean, depth: number): string {
  if (typeof schema === 'boolean') return schema ? 'unknown' : 'never'
  if (schema.$ref) return schema.$ref.split('/').at(-1) ?? 'unknown'
  if (schema.const !== undefined) return quote(schema.const)
  if (schema.enum) return schema.enum.map(quote).join(' | ')
  const options = schema.anyOf ?? schema.oneOf
  if (options) return joinOptions([...new Set(options.map((option) => describe(option, depth)))], depth)
  if (schema.allOf) return schema.allOf.map((part) => describe(part, depth)).join(' & ')
  if (Array.isArray(schema.type)) return schema.type.join(' | ')
  switch (schema.type) {
    case 'object':
      return describeObject(schema, depth)
    case 'array': {
      const item = describe(schema.items === undefined || Array.isArray(schema.items) ? {} : schema.items, depth)
      return /[ |]/.test(item) && !item.startsWith('{') ? `(${item})[]` : `${item}[]`
    }
    case 'integer':
      return 'integer'
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
      return schema.type
    default:
      return 'unknown'
  }
}

function describeObject(schema: Json, depth: number): string {
  const required = new Set(schema.required ?? [])
  const fields = Object.entries(schema.properties ?? {}).map(
    ([name, value]) =>
      `${/^\w+$/.test(name) ? name : quote(name)}${required.has(name) ? '' : '?'}: ${describe(value, depth + 1)}`,
  )
  if (fields.length === 0 && typeof schema.additionalProperties === 'object') {
    return `Record<string, ${describe(schema.additionalProperties, depth)}>`
  }
  const flat = fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`
  if (flat.length + depth * 2 <= LINE && !flat.includes('\n')) return flat
  const indent = '  '.repeat(depth)
  return `{\n${fields.map((field) => `${indent}  ${field}`).join('\n')}\n${indent}}`
}

function joinOptions(options: string[], depth: number): string {
  const flat = options.join(' | ')
  if (flat.length <= LINE && !flat.includes('\n')) return flat
  const indent = '  '.repeat(depth + 1)
  return options.map((option) => `\n${indent}| ${option.trimStart().replaceAll('\n', '\n  ')}`).join('')
}

function quote(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : JSON.stringify(value)
}
