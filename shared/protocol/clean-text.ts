import { z } from 'zod'

/**
 * A short text that no person composes: a log-in, a number as typed, a key. NUL (PostgreSQL cannot hold it) and lone
 * surrogates (no wire can) are refused here too, before any query is asked with them.
 */
export function cleanText(max: number, min = 0) {
  return z
    .string()
    .min(min)
    .max(max)
    .refine((text) => !text.includes('\u0000') && text.isWellFormed(), { error: 'unsupported_characters' })
}
