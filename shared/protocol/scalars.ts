import { z } from 'zod'
import { capUnits, fitsGraphemes } from './graphemes.ts'

/** Milliseconds since the Unix epoch. */
export const EpochMs = z.int().min(0)
/** A duration in milliseconds. */
export const DurationMs = z.int().min(0)
/** An E.164 number: `+` and 3 to 15 digits. */
/** How numbers begin that may be called: a country's code and what follows of it. */
export const DialPrefix = z.string().regex(/^\+[1-9]\d{0,14}$/)
export const E164 = z.string().regex(/^\+[1-9]\d{2,14}$/)
/** The languages the console speaks; also a customer's preferred ones. */
export const Locale = z.enum(['en', 'zh-CN', 'zh-TW'])
export type Locale = z.infer<typeof Locale>

/**
 * Text a person typed, of at most `limit` characters as people count them. Refused, never repaired: NUL (PostgreSQL
 * cannot hold it) and lone surrogates (they do not survive UTF-8, and would stall a sync for ever).
 */
export function personText(limit: number) {
  const tooLong = { error: `too_long ${limit}`, abort: true }
  return (
    z
      .string()
      // for readers of the API's schema: zod counts code points here, which bounds neither characters nor bytes
      .max(capUnits(limit), tooLong)
      .refine((text) => fitsGraphemes(text, limit), tooLong)
      .refine((text) => !text.includes('\u0000') && text.isWellFormed(), { error: 'unsupported_characters' })
  )
}

/** Characters that turn the direction of what stands around them: pasted along with a name, never part of it. */
const directionControls = /[\u202a-\u202e\u2066-\u2069]/g

/** A name: at most 200 characters, and something to see among them. Direction overrides are dropped. */
export const PersonName = personText(200)
  .overwrite((text) => text.replace(directionControls, ''))
  .refine((text) => /[^\s\p{C}]/u.test(text), { error: 'required' })
/** The longest note. 20,000 characters stay below one 64 KB frame even in three-byte Chinese. */
export const NoteText = personText(20_000)
