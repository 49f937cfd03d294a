import { z } from 'zod'

/**
 * Strings that no person writes as prose and that must arrive to the letter: ids, keys, passwords. Every other string
 * of the protocol is taken for text in which a payment card number may stand, so a new field is covered by itself.
 */
export const opaque = z.registry<{ opaque: true }>()

/** Marks a schema as opaque. Narrowing it further (`.max()`, `.regex()`) makes another schema: mark the last one. */
export function markOpaque<S extends z.ZodType>(schema: S): S {
  opaque.add(schema, { opaque: true })
  return schema
}
