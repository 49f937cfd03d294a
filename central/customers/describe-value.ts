import { fromJson } from '#central/db/columns.ts'

/**
 * A field's stored value as one line for people to compare. Words of the product stay codes (a tier, true): the
 * console has their translations.
 */
export function describeValue(json: string): string {
  return describe(fromJson<unknown>(json))
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(describe).join(', ')
  if (typeof value !== 'object') return String(value)
  // a phone is its number, an address its lines
  if ('e164' in value) return String(value.e164)
  return Object.values(value).map(describe).filter(Boolean).join(', ')
}
